export const withAuth = (handler: any) => async (request: Request, context: any) => {
  if (!request.headers.get("cookie")) return new Response(null, { status: 401 });
  return handler(request, context);
};
export const requireRole = (role: string) => (handler: any) => handler;
