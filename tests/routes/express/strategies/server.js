const express = require('express');
const passport = require('passport');

const app = express();
require('./strategies')(passport);
app.use(express.urlencoded({ extended: false }));

// route: POST /login passport.authenticate(...); fields: email, password; form
app.post('/login', passport.authenticate('login', { successRedirect: '/' }));
// route: POST /register (line 11); guards: passport.authenticate("register"); fields: username, password, name; form
app.post('/register', passport.authenticate('register'), (req, res) => res.redirect('/'));
// route: GET /elsewhere (line 13); guards: passport.authenticate("elsewhere")
app.get('/elsewhere', passport.authenticate('elsewhere'), (req, res) => res.redirect('/'));

module.exports = app;
