export async function remove(request: Request) {
  const { reason } = await request.json();
  return Response.json({ reason });
}
export async function GET() {
  return Response.json([]);
}
// route.ts alone makes routes of what it gives out.
export async function PATCH() {
  return Response.json([]);
}
