import type { NextApiRequest, NextApiResponse } from "next";
import { withSession } from "../../../lib/session";

const handler = async (req: NextApiRequest, res: NextApiResponse) => {
  const { method } = req;
  if (method === "PUT") {
    res.json({ name: req.body.name });
  } else if (method === "DELETE") {
    res.status(204).end();
  } else {
    res.status(405).end();
  }
};

// route: DELETE /api/users/{id} default; guards: withSession
// route: PUT /api/users/{id} default; guards: withSession; fields: name
export default withSession(handler);
