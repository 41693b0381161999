// A private folder is no part of the routes.
export async function GET() {
  return Response.json([]);
}
