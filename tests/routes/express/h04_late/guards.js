exports.member = function member(req, res, next) {
  if (!req.user) return res.status(401).end();
  next();
};
exports.staff = (req, res, next) => (req.user.staff ? next() : res.status(403).end());
