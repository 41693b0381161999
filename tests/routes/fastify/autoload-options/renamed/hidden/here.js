module.exports = async function here(app) {
  // route: GET /here (line 3)
  app.get('/here', async () => []);
};
