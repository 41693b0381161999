const handlers = {
  GET: async (req, res) => res.json([]),
  POST: async (req, res) => res.json(req.body.title),
};

// route: GET /api/items handler
// route: POST /api/items handler; fields: title
export default function handler(req, res) {
  const answer = handlers[req.method];
  return answer ? answer(req, res) : res.status(405).end();
}
