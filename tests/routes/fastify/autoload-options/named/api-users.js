module.exports = async function users(app) {
  // route: GET /named/mine/users (line 3)
  app.get('/users', async () => []);
};

module.exports.autoPrefix = '/mine';
