import express from 'express';
import { UsersApi } from './client';

const app = express();
const users = new UsersApi();

// route: GET /people (line 8)
app.get('/people', (req, res) => users.list((all) => res.json(all)));

app.listen(3000);
