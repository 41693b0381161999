// route: POST /shop/api/login POST; fields: email, password; form
export async function POST(req: Request) {
  const data = await req.formData();
  const email = data.get("email");
  const password = data.get("password");
  return Response.json({ email, password });
}
