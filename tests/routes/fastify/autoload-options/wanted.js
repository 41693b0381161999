const { readFileSync } = require('node:fs');

exports.wanted = (file) => readFileSync('wanted.txt', 'utf8').split('\n').includes(file);
