module.exports = async function top(app) {
  // route: GET /unsure/top (line 3); if: matchFilter("/top.js")
  app.get('/top', async () => []);
};
