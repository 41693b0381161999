const express = require('express');
const { member } = require('./guards');

const users = express.Router();
// route: GET /users/early show
users.get('/early', show);
users.use(member);
// route: GET /users/late show; guards: member
users.get('/late', show);

function show(req, res) {
  res.json({});
}

module.exports = users;
