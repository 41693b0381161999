const express = require('express');

function guard(req, res, next) {
  if (!req.user) return res.sendStatus(401);
  next();
}

const admin = express.Router();
admin.use(guard);
// route: GET /admin/users list; guards: guard
admin.get('/users', list);

const jobs = express.Router();
// route: POST /jobs list; guards: checked
// route: POST /internal/jobs list
jobs.post('/', list);

function list(req, res) {
  res.json([]);
}

module.exports = { admin, jobs };
