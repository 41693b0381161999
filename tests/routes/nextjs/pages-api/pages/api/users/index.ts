import type { NextApiRequest, NextApiResponse } from "next";

// route: GET /api/users handler
// route: POST /api/users handler; fields: email, name?
export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  switch (req.method) {
    case "GET":
      return res.json([]);
    case "POST": {
      const { email, name = "" } = req.body;
      return res.status(201).json({ email, name });
    }
    default:
      res.setHeader("Allow", ["GET", "POST"]);
      return res.status(405).end();
  }
}
