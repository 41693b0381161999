module.exports = async function list(app) {
  // route: GET /yellow-submarine/list (line 3)
  app.get('/list', async () => []);
};
