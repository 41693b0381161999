import { createApp } from './app';
import { connect } from './database';

connect().then(() => {
  const app = createApp({ prefix: '/v2' });
  app.listen(3000);
});
