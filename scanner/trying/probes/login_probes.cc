// t1-06, t2-01, t2-02: wrong logins, weak passwords, and whether login tells who exists.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "trying/probes/registry.h"

namespace assay {
namespace {

Reply send_login(ProbeContext& context, const Json& body, Part part, const std::string& step) {
  return context.caller.send(make_request(*context.role("login"), "", &body), part, step);
}

// The login body of `user`, spoilt as the payload says.
Json spoilt_body(ProbeContext& context, const std::string& how, const User& user, const User& other) {
  Json body = context.sessions.login_body(user);
  const std::string password = field_of_kind(context.book, body, "password");
  std::string name = field_of_kind(context.book, body, "email");
  if (name.empty()) name = field_of_kind(context.book, body, "handle");
  if (how == "wrong") body[password] = "Wr-" + random_hex(20) + "_0X";
  if (how == "empty") body[password] = "";
  if (how == "other") body[password] = other.password;
  if (how == "no-password") body.erase(password);
  if (how == "no-name") body.erase(name);
  return body;
}

void judge_login_refusal(ProbeContext& context, Judge& judge, const Reply& reply, const std::string& step) {
  if (!reply.ok() && reply.answered() && context.sessions.token_in(reply)) {
    judge.tried();
    return judge.fail(step + ": refused, yet a token came with it");
  }
  judge_refusal(judge, reply, step, Refusal{0, {400, 401, 403, 404, 422}, ""});
}

// Whether a password that was refused works nevertheless.
bool works_at_login(ProbeContext& context, const User& user) {
  return context.role("login") &&
         context.sessions.sign_in(context.caller, user, Part::attack).session.has_value();
}

void try_weak_password(ProbeContext& context, Judge& judge, const Payload& payload) {
  User user = random_user();
  user.password = payload.text == "{email}" ? user.email : payload.text;
  context.caller.change_address();
  const Json body = context.sessions.register_body(user);
  const std::string step = "registration with " + payload.says;
  const Reply reply =
      context.caller.send(make_request(*context.role("register"), "", &body), Part::attack, step);
  if (!payload.must) {
    if (reply.answered())
      judge.note(fmt::format("{} {}", payload.says,
                             reply.ok() ? "is accepted" : fmt::format("answered {}", reply.status())));
    return;
  }
  judge_refusal(judge, reply, step, Refusal{0, {400, 422}, ""});
  if (!reply.ok() && works_at_login(context, user)) judge.fail(step + ": refused, and yet the login works");
}

// Whatever names the user is not what tells him apart.
std::string without_names(std::string body, const User& user) {
  for (const std::string& name : {user.email, user.handle})
    for (auto at = body.find(name); !name.empty() && at != std::string::npos; at = body.find(name))
      body.replace(at, name.size(), "-");
  return body;
}

// Keys whose values differ between two answers to the same question: request ids, times.
void drop_restless(Json& first, const Json& second, Json& third) {
  if (!first.is_object() || !second.is_object() || !third.is_object()) return;
  std::vector<std::string> restless;
  for (const auto& [key, value] : first.items())
    if (second.contains(key) && second[key] != value) restless.push_back(key);
  for (const std::string& key : restless) first.erase(key), third.erase(key);
}

struct WrongLogin {
  Reply reply;
  std::string body;
};

WrongLogin wrong_login(ProbeContext& context, const User& user, const std::string& step) {
  context.caller.change_address();
  const Reply reply = send_login(context, spoilt_body(context, "wrong", user, user), Part::attack, step);
  return {reply, without_names(reply.body(), user)};
}

bool same_body(const WrongLogin& known, const WrongLogin& again, const WrongLogin& unknown) {
  if (known.body == unknown.body) return true;
  auto first = parse_json(known.body);
  const auto second = parse_json(again.body);
  auto third = parse_json(unknown.body);
  if (!first || !second || !third) return false;
  drop_restless(*first, *second, *third);
  return *first == *third;
}

void note_known_registration(ProbeContext& context, Judge& judge, const User& user) {
  context.caller.change_address();
  const Json body = context.sessions.register_body(user);
  const Reply reply = context.caller.send(make_request(*context.role("register"), "", &body), Part::attack,
                                          "registration of a known address");
  if (reply.answered())
    judge.note(fmt::format("registration of a known address answered {}", reply.status()));
}

}  // namespace

void run_wrong_logins(ProbeContext& context, Judge& judge) {
  const auto other = own_session(context, judge);
  const auto first = own_session(context, judge);
  if (!other || !first) return;
  const SignOn right = context.sessions.sign_in(context.caller, first->user, Part::control);
  if (!judge.hold(right.session.has_value(), "the right password: " + right.why_not)) return;
  for (const Payload& payload : context.rule.payloads) {
    context.caller
        .change_address();  // each wrong login has its own user and address: no limiter answers for the app
    const auto user = own_session(context, judge);
    if (!user) return;
    const std::string step = "login with " + payload.says;
    const Json body = spoilt_body(context, payload.text, user->user, other->user);
    judge_login_refusal(context, judge, send_login(context, body, Part::attack, step), step);
  }
}

void run_weak_passwords(ProbeContext& context, Judge& judge) {
  if (!own_session(context, judge)) return;
  for (const Payload& payload : context.rule.payloads) try_weak_password(context, judge, payload);
}

void run_enumeration(ProbeContext& context, Judge& judge) {
  const auto session = own_session(context, judge);
  if (!session) return;
  const SignOn right = context.sessions.sign_in(context.caller, session->user, Part::control);
  if (!judge.hold(right.session.has_value(), "the right password: " + right.why_not)) return;
  const WrongLogin known = wrong_login(context, session->user, "login of a known user with a wrong password");
  const WrongLogin again = wrong_login(context, session->user, "the same again");
  const WrongLogin unknown = wrong_login(context, random_user(), "login of an unknown user");
  judge.tried();
  for (const WrongLogin* login : {&known, &again, &unknown})
    if (is_unclear(login->reply)) return judge.doubt("a wrong login: " + describe(login->reply));
  if (known.reply.ok()) return judge.doubt("a wrong password logs in: nothing to compare");
  if (known.reply.status() != unknown.reply.status())
    judge.fail(fmt::format("a known user's wrong password answers {}, an unknown user {}",
                           known.reply.status(), unknown.reply.status()));
  else if (!same_body(known, again, unknown))
    judge.fail("the bodies differ for a known and an unknown user");
  note_known_registration(context, judge, session->user);
}

}  // namespace assay
