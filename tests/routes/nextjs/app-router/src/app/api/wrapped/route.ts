import { withAuth, requireRole } from "@/lib/guards";

async function list() {
  return Response.json([]);
}

// route: GET /shop/api/wrapped GET; guards: middleware, withAuth
export const GET = withAuth(list);

// route: POST /shop/api/wrapped POST; guards: middleware, withAuth, requireRole("admin"); fields: name
export const POST = withAuth(
  requireRole("admin")(async (request: Request) => {
    const body = await request.json();
    return Response.json(body.name);
  }),
);
