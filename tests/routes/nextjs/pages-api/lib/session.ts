export function withSession(handler: any) {
  return (req: any, res: any) => (req.cookies.session ? handler(req, res) : res.status(401).end());
}
export const logged = (req: any, res: any, next: any) => next();
