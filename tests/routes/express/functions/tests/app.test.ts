import request from 'supertest';
import { createApp } from '../src/app';

const app = createApp({ prefix: '/test' });
app.get('/only-in-tests', (req, res) => res.end());
test('status', () => request(app).get('/status'));
