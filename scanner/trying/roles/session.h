// roles/session.h - users of the app: registers them, logs them in, learns what a
// token looks like and how it is sent, creates their objects.
// In: the role map, a Caller. Out: sessions, or why there is none. Judges nothing.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "trying/roles/binder.h"
#include "trying/roles/caller.h"
#include "trying/roles/form.h"

namespace assay {

struct User {
  std::string email;
  std::string password;
  std::string handle;
};

// How a token travels.
struct Carrier {
  std::string in = "header";  // or "cookie"
  std::string name = "Authorization";
  std::string prefix = "Bearer ";
};

struct Session {
  User user;
  std::string token;
  Carrier carrier;
  std::string user_id;  // empty: the answers do not show it
  Json answer;          // of the registration or login that gave the token
};

// A registration or login: the answers, and the session if they gave one.
struct SignOn {
  Reply registered;
  Reply logged_in;
  std::optional<Session> session;
  std::string why_not;
};

struct OwnObject {
  std::string id;
  std::string name;
  std::string description;
  Reply created;
  bool made = false;  // a 2xx with an id
};

std::string random_hex(std::size_t digits);

// An unguessable user; a name that stands in the wrong place then proves a leak.
User random_user();

class SessionMaker {
 public:
  SessionMaker(const RoleBook& book, const RoleMap& roles, const std::vector<RoleOverride>& overrides);

  // Registers; where that gives no token, logs in.
  SignOn sign_up(Caller& caller, const User& user, Part part);
  SignOn sign_in(Caller& caller, const User& user, Part part);

  OwnObject create_object(Caller& caller, const Session& session, Part part);

  // Bodies as sign_up and sign_in send them, for probes that change one field.
  Json register_body(const User& user) const;
  Json login_body(const User& user) const;

  // Tries the token on a guarded route and remembers how it must be sent. Done once, in set-up.
  void learn_carrier(Caller& caller, Session& session);

  // The token of an answer, and how it came; nothing where it gives none.
  std::optional<std::pair<std::string, Carrier>> token_in(const Reply& reply) const;

  static Request with_token(Request request, const std::string& token, const Carrier& carrier);
  static Request authorised(Request request, const Session& session) {
    return with_token(std::move(request), session.token, session.carrier);
  }

 private:
  Reply send_completed(Caller& caller, const BoundRole& role, const Values& values, const Session* session,
                       Part part, const std::string& step);
  std::optional<Session> session_from(const Reply& reply, const User& user) const;
  Values login_values(const User& user) const;

  const RoleBook& book_;
  const RoleMap& roles_;
  std::optional<Carrier> by_hand_;
  std::optional<Carrier> learnt_;
  std::map<std::string, std::vector<std::string>> asked_for_;  // role -> fields that refusals named
};

}  // namespace assay
