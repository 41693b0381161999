export default { api: { prefix: process.env.API_PREFIX || '/api' }, port: parseInt(process.env.PORT, 10) };
