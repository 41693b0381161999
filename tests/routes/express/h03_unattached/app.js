// H03: a limiter that is made, or even put on something, and guards none of the routes that need it.
const express = require('express');
const { loginLimiter, otherLimiter } = require('./limits');

const app = express();
const limiter = rateLimited();
app.set('limiter', limiter);

// route: POST /login login
app.post('/login', login);
// route: POST /signup login; guards: otherLimiter
app.post('/signup', otherLimiter, login);

// A router that hangs nowhere, a path that is another's, a function that nobody calls.
const limited = express.Router();
limited.use(loginLimiter);
app.use('/static', loginLimiter);
function harden(server) {
  server.use(loginLimiter);
}

// route: POST /reset login
app.route('/reset').post(login);

function login(req, res) {
  res.json({});
}
function rateLimited() {
  return (req, res, next) => next();
}
