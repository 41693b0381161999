const express = require('express');
const helmet = require('helmet');
const cors = require('cors');
const morgan = require('morgan');
const axios = require('axios');
const { requireUser, limiter } = require('./middleware');
const users = require('./routes/users');
const { routes } = require('./routes');

const app = express();
app.set('view engine', 'ejs');
app.use(morgan('tiny'));
app.use(express.json());

// route: GET /early (line 16)
app.get('/early', (req, res) => res.send('before any guard'));

app.use(helmet());
app.use('/api', cors(), users);
app.use('/api/admin', requireUser);

const log = [];
routes.forEach(({ path, router }) => app.use(path, router));

// route: GET /a (line 27); guards: helmet()
// route: GET /b (line 27); guards: helmet()
app.get(['/a', '/b'], (req, res) => res.send(app.get('view engine')));

if (process.env.DEBUG) {
  app.use(limiter);
  // route: GET /debug (line 32); guards: helmet(), limiter; if: process.env.DEBUG
  app.get('/debug', (req, res) => res.json(log));
}

// route: GET /last (line 36); guards: helmet(), limiter (if process.env.DEBUG)
app.get('/last', (req, res) => res.send('x'));

// None of these is a route.
axios.get('/api/elsewhere', { headers: {} });
const map = new Map();
map.get('/map', () => {});
const text = "app.get('/text', handler)";
// app.get('/comment', (req, res) => res.send(text));
app.get('*', (req, res) => res.sendFile('index.html'));
app.use(express.static('public'));
app.use((err, req, res, next) => res.status(500).send(err.message));

module.exports = app;
