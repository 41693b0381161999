const { Router } = require('express');
const { requireRole } = require('../middleware');

const health = Router();
const admin = Router();
const unused = Router();

// route: GET /health/ready (line 9); guards: helmet()
health.get('/ready', (req, res) => res.end());
// route: GET /api/admin/stats (line 11); guards: helmet(), cors(), requireUser, requireRole("admin")
admin.get('/stats', requireRole('admin'), (req, res) => res.end());
unused.get('/unused', (req, res) => res.end());

exports.routes = [
  { path: '/health', router: health },
  { path: '/api/admin', router: admin },
];
