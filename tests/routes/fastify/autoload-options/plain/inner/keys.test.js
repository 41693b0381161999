module.exports = async function keysTest(app) {
  app.get('/tested', async () => []);
};
