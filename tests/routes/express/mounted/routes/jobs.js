const express = require('express');
const { limiter, requireRole } = require('../middleware');

const router = express.Router({ mergeParams: true });
const checks = [limiter, requireRole('staff')];

// route: GET /api/jobs (line 9); guards: helmet(), cors(), requireUser
// route: GET /api/users/{userId}/jobs (line 9); guards: helmet(), cors(), requireUser
router.get('/', (req, res) => res.json([]));
// route: ANY /api/jobs/{id} show; guards: helmet(), cors(), requireUser, limiter, requireRole("staff")
// route: ANY /api/users/{userId}/jobs/{id} show; guards: helmet(), cors(), requireUser, limiter, requireRole("staff")
router.all('/:id', checks, show);

function show(req, res) {
  res.json({});
}

module.exports = router;
