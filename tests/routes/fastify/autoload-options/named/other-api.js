module.exports = async function other(app) {
  app.get('/other', async () => []);
};
