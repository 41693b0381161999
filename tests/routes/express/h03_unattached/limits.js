const rateLimit = require('express-rate-limit');

exports.loginLimiter = rateLimit({ windowMs: 60000, max: 5 });
exports.otherLimiter = rateLimit({ windowMs: 60000, max: 50 });
