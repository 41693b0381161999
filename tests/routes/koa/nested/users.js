const { Router } = require('@koa/router');

const users = new Router();
const controller = {
  list: async (ctx) => {
    ctx.body = [];
  },
  one: {
    async get(ctx) {
      ctx.body = {};
    },
  },
};

users
  // route: GET /api/users list; guards: cors(), audit, authenticate
  .get('/', controller.list)
  // route: GET /api/users/{id} get; guards: cors(), audit, authenticate
  .get('/:id', controller.one.get);

exports.users = users;
