// Beside the file that counts as the folder's index.
module.exports = async function beside(app) {
  app.get('/beside', async () => []);
};
