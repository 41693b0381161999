// H04: middleware runs in the order in which it is added; what was matched before never meets it.
const express = require('express');
const users = require('./users');
const { member, staff } = require('./guards');

const app = express();
// route: GET /first show
app.get('/first', show);
app.use('/users', users);
app.use(staff);
// route: GET /second show; guards: staff
app.get('/second', show);

// Order of running, not of writing: the guards are put up first.
guards(app);
routes(app);

function routes(server) {
  // route: GET /third show; guards: staff, member
  server.get('/third', show);
  // route: GET /fourth show; guards: staff, member
  server.route('/fourth').all(staff).get(show);
}

function guards(server) {
  server.use(member);
}

function show(req, res) {
  res.json({});
}

app.listen(3000);
