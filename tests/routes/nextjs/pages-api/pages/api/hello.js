// Whatever the method is.
// route: ANY /api/hello handler
export default function handler(req, res) {
  res.status(200).json({ name: "x" });
}
