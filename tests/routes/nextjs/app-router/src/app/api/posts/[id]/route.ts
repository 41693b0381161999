type Context = { params: Promise<{ id: string }> };

// route: DELETE /shop/api/posts/{id} DELETE; guards: middleware
export const DELETE = async (_request: Request, { params }: Context) => {
  const { id } = await params;
  return Response.json({ id });
};

// route: PATCH /shop/api/posts/{id} PATCH; guards: middleware; fields: title, body?
export async function PATCH(request: Request, context: Context) {
  const { title, body = "" } = await request.json();
  return Response.json({ title, body });
}
