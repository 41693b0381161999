const { Router } = require('express');
const { requireUser, requireRole, wrap } = require('../middleware');
const controller = require('./controller');
const jobs = require('./jobs');

const router = Router();

// route: POST /api/users create; guards: helmet(), cors()
router.post('/users', controller.create);
// route: GET /api/users/{id} (line 11); guards: helmet(), cors(), requireUser
router.get('/users/:id(\\d+)', requireUser, wrap(async (req, res) => res.json(req.params.id)));

router.use(requireUser);

router
  .route('/users/:id')
  .all(requireRole('admin'))
  // route: PUT /api/users/{id} update; guards: helmet(), cors(), requireUser, requireRole("admin")
  .put(controller.update)
  // route: DELETE /api/users/{id} UserController.remove; guards: helmet(), cors(), requireUser, requireRole("admin")
  .delete(controller.users.remove);

router.use('/users/:userId/jobs', jobs);
router.use('/jobs', jobs);

module.exports = router;
