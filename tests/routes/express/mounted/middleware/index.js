const requireUser = (req, res, next) => (req.user ? next() : res.sendStatus(401));
const requireRole = (role) => (req, res, next) => (req.user.role === role ? next() : res.sendStatus(403));
const limiter = (req, res, next) => next();
const wrap = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next);

module.exports = { requireUser, requireRole, limiter, wrap };
