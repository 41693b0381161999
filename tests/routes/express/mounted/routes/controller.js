const { wrap } = require('../middleware');

class UserController {
  remove(req, res) {
    res.sendStatus(204);
  }
}

exports.create = wrap(async (req, res) => {
  res.status(201).end();
});

exports.update = (req, res) => res.end();
exports.users = new UserController();
