import { NextResponse } from 'next/server';

// Only under a condition, and a status that refuses nothing.
// route: GET /api/closed GET
export async function GET(request: Request) {
  if (request.headers.get('x')) return NextResponse.json({}, { status: 403 });
}

// route: POST /api/closed POST
export async function POST() {
  return NextResponse.json({ error: 'invalid' }, { status: 201 });
}
