import { NextResponse } from "next/server";
import { z } from "zod";

const NewUser = z.object({
  email: z.string().email(),
  password: z.string().min(8).max(72),
  name: z.string().optional(),
});

// route: GET /shop/api/users GET; guards: middleware
export async function GET() {
  return NextResponse.json([]);
}

// route: POST /shop/api/users POST; guards: middleware; fields: email(email), password(string 8..72), name?(string)
export async function POST(request: Request) {
  const parsed = NewUser.safeParse(await request.json());
  if (!parsed.success) return NextResponse.json({}, { status: 400 });
  return NextResponse.json(parsed.data);
}

// Neither is a route of its own.
export async function OPTIONS() {
  return new Response(null);
}
export const dynamic = "force-dynamic";
