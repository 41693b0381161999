import { NextResponse } from 'next/server';
import { find } from '@/lib/store';

// Looks for something first: what it does then is no stub's doing.
// route: GET /api/search GET
export async function GET(request: Request) {
  await find(request.url);
  return NextResponse.json({}, { status: 404 });
}
