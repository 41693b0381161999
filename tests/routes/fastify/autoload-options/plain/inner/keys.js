module.exports = async function keys(app) {
  // route: GET /configured/keys (line 3)
  app.get('/keys', async () => []);
};

module.exports.autoConfig = { prefix: '/configured' };
