async function jobs(app) {
  // route: GET /jobs (line 3)
  app.get('/jobs', async () => []);
}

jobs.prefixOverride = '';

module.exports = jobs;
