const Router = require('@koa/router');

const router = new Router();
router.prefix('/jobs');
// route: PUT /api/jobs/{id} (line 6); guards: cors(), audit
router.put('/:id', async (ctx) => {
  ctx.status = 204;
});
// route: PATCH /api/jobs/{id} (line 10); guards: cors(), audit
router.patch('/:id', async (ctx) => {
  ctx.status = 204;
});

module.exports = router.routes();
