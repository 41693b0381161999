// H11: a router that is guarded, and the ways round it.
const express = require('express');
const { admin, jobs } = require('./admin');

const app = express();
// route: GET /admin/report report
app.get('/admin/report', report);
app.use('/admin', admin);
// route: DELETE /admin/cache report; guards: guard
app.delete('/admin/cache', report);
// The same router a second time, with a guard of the mount's own and without one.
app.use('/jobs', checked, jobs);
app.use('/internal/jobs', jobs);

function report(req, res) {
  res.json({});
}
function checked(req, res, next) {
  next();
}

app.listen(3000);
