import { z } from "zod";

const Login = z.object({ email: z.string().email(), password: z.string() });

// route: POST /api/login login; fields: email(email), password(string)
export default async function login(req, res) {
  if (req.method !== "POST") {
    return res.status(405).json({ message: "no" });
  }
  const { email } = Login.parse(req.body);
  res.json({ email });
}
