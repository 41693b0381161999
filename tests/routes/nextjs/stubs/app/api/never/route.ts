import { notFound } from 'next/navigation';

// route: GET /api/never GET; stub
export async function GET() {
  notFound();
}

// route: PUT /api/never PUT; stub
export async function PUT(request: Request) {
  if (!request.body) {
    return new Response(null, { status: 404 });
  }
  return Response.json({ error: 'not implemented' }, { status: 501 });
}
