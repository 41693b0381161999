'use strict';

const path = require('node:path');
const autoload = require('@fastify/autoload');
const fastify = require('fastify');
const { wanted } = require('./wanted');

const root = path.dirname(__filename);
const app = fastify();

// A text is looked for anywhere in the path, which begins with a slash.
app.register(autoload, { dir: path.join(root, 'named'), matchFilter: '/api', options: { prefix: '/named/' } });

app.register(autoload, {
  dir: `${__dirname}/plain`,
  dirNameRoutePrefix: false,
  ignoreFilter: /\.test\.js$/,
});

app.register(autoload, { dir: path.join(__dirname, 'indexed'), indexPattern: /^.*routes\.js$/ });

app.register(autoload, {
  dir: path.resolve(__dirname, 'renamed'),
  dirNameRoutePrefix: function rewrite(parent, name) {
    if (name === 'YELLOW') return 'yellow-submarine';
    if (name === 'hidden') {
      return false;
    }
    return name;
  },
});

// What code decides with what it is given at run time can't be told; the routes are there if it says so.
app.register(autoload, {
  dir: path.join(__dirname, 'unsure'),
  matchFilter: (file) => wanted(file),
  maxDepth: Number(process.env.MAX_DEPTH),
  options: { prefix: '/unsure' },
});

app.listen({ port: 3000 });
