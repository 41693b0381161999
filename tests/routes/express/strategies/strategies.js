const { Strategy } = require('passport-local');

module.exports = function (passport) {
  passport.use('login', new Strategy({ usernameField: 'email' }, (email, password, done) => done(null, false)));
  passport.use(
    'register',
    new Strategy({ passReqToCallback: true }, function (req, username, password, done) {
      done(null, { username, name: req.body.name });
    })
  );
};
