// route: GET /shop/orders GET
export function GET() {
  return Response.json([]);
}
