const Router = require('@koa/router');
const Koa = require('koa');

class Server {
  constructor() {
    this.app = new Koa();
    this.router = new Router({ prefix: '/api' });
  }

  routes() {
    // route: GET /api/items (line 12)
    this.router.get('/items', (ctx) => {
      ctx.body = [];
    });
    this.app.use(this.router.routes());
  }

  listen(port) {
    this.routes();
    return this.app.listen(port);
  }
}

// Somebody else makes it and calls listen().
module.exports = { Server };
