const express = require('express');
const bodyParser = require('body-parser');
const multer = require('multer');
const upload = multer({ dest: 'files' });

const app = express();
const first = express.Router();
const second = express.Router();
const third = express.Router();

app.use(bodyParser.urlencoded({ extended: false }));

first.use(member);
// route: GET /api/first (line 15); guards: member
first.get('/first', (req, res) => res.end());
// route: GET /api/second (line 17); guards: member, staff
second.get('/second', staff, (req, res) => res.end());
// route: POST /third form; fields: title, text; form
third.post('/third', form);
// route: POST /files (line 21); guards: upload.single("file"); files
third.post('/files', upload.single('file'), (req, res) => res.json(req.ip));

// A router's guards meet all that comes after it below its path.
app.use('/api', first);
app.use('/api', second);
app.use(third);

app.all('/inner/*', member);
// route: GET /inner/x (line 30); guards: member
app.get('/inner/x', (req, res) => res.end());
// route: GET /inner-not (line 32)
app.get('/inner-not', (req, res) => res.end());

// route: PUT /later (line 35); stub
app.put('/later', (req, res) => res.status(501).json({ error: 'later' }));
// route: DELETE /later later; stub
app.delete('/later', later);
// route: PATCH /later (line 39)
app.patch('/later', (req, res) => (req.ip ? res.status(404).end() : res.json({})));

function later(req, res, next) {
  if (req.query.loud) return res.status(405).send('never');
  throw new NotImplementedError();
}
function member(req, res, next) {
  next();
}
function staff(req, res, next) {
  next();
}
function form(req, res) {
  const { title, text } = req.body;
  res.json({ title, text });
}
