// route: ANY /api/old handler; stub
export default function handler(req, res) {
  res.status(410).json({ error: 'gone' });
}
