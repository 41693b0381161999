module.exports = async function items(app) {
  // route: GET /unsure/old/items (line 3); if: maxDepth >= 1 and matchFilter("/old/items.js")
  app.get('/items', async () => []);
};
