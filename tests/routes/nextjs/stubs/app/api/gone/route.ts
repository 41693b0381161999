import { NextResponse } from 'next/server';

// route: GET /api/gone GET; stub
export async function GET() {
  return NextResponse.json({ error: 'gone' }, { status: 410 });
}

// route: POST /api/gone POST; stub
export const POST = () => new Response(JSON.stringify({ error: 'no' }), { status: 405 });
