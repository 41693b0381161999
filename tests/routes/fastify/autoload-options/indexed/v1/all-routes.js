module.exports = async function all(app) {
  // route: GET /v1/all (line 3)
  app.get('/all', async () => []);
};
