#include "trying/roles/session.h"

#include <fmt/format.h>
#include <openssl/rand.h>

#include <algorithm>

#include "common/base/text.h"

namespace assay {
namespace {

constexpr int kMostCompletions = 3;

bool complains_of_fields(int status) {
  return status == 400 || status == 422;
}

// Cookies that may carry authority, the likeliest name first.
std::optional<std::pair<std::string, std::string>> token_cookie(const Reply& reply) {
  std::optional<std::pair<std::string, std::string>> other;
  for (const std::string& line : reply.all_headers("Set-Cookie")) {
    const auto equals = line.find('=');
    if (equals == std::string::npos) continue;
    const std::string name(trim(line.substr(0, equals)));
    const std::string value = line.substr(equals + 1, line.find(';') - equals - 1);
    if (value.size() < 12) continue;
    for (const char* word : {"token", "session", "auth", "jwt", "sid"})
      if (contains_ignoring_case(name, word)) return std::pair{name, value};
    if (!other) other = std::pair{name, value};
  }
  return other;
}

std::vector<Carrier> carriers_to_try(const Session& session) {
  return {session.carrier,
          {"header", "Authorization", "Bearer "},
          {"header", "Authorization", ""},
          {"header", "Authorization", "Token "},
          {"header", "Authorization", "JWT "},
          {"header", "X-Access-Token", ""},
          {"header", "X-Auth-Token", ""},
          {"cookie", "token", ""},
          {"cookie", "access_token", ""}};
}

}  // namespace

std::string random_hex(std::size_t digits) {
  std::string bytes((digits + 1) / 2, '\0');
  RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  return hex(bytes).substr(0, digits);
}

User random_user() {
  const std::string tag = random_hex(12);
  // Upper, lower, digit and sign, and nothing that a form would encode: t1-07 looks for it byte by byte.
  return User{fmt::format("u{}@test.com", tag), fmt::format("Tr-{}_9Z", random_hex(20)), "u" + tag};
}

SessionMaker::SessionMaker(const RoleBook& book, const RoleMap& roles,
                           const std::vector<RoleOverride>& overrides)
    : book_(book), roles_(roles) {
  for (const RoleOverride& by_hand : overrides)
    if (!by_hand.token_in.empty() && !by_hand.token_name.empty()) {
      const bool bearer = by_hand.token_in == "header" && to_lower(by_hand.token_name) == "authorization";
      by_hand_ = Carrier{by_hand.token_in, by_hand.token_name, bearer ? "Bearer " : ""};
    }
}

Values SessionMaker::login_values(const User& user) const {
  const BoundRole* registered = roles_.find("register");
  const bool has_handle =
      registered && std::any_of(registered->fields.begin(), registered->fields.end(),
                                [&](const Field& f) { return kind_of_field(book_, f.name) == "handle"; });
  return Values{user.email, user.password, has_handle ? user.handle : user.email, user.handle, user.handle};
}

Json SessionMaker::register_body(const User& user) const {
  const auto asked = asked_for_.find("register");
  return fill_body(book_, *roles_.find("register"),
                   Values{user.email, user.password, user.handle, user.handle, user.handle},
                   asked == asked_for_.end() ? std::vector<std::string>{} : asked->second);
}

Json SessionMaker::login_body(const User& user) const {
  const auto asked = asked_for_.find("login");
  return fill_body(book_, *roles_.find("login"), login_values(user),
                   asked == asked_for_.end() ? std::vector<std::string>{} : asked->second);
}

// A refusal that names fields we did not send is answered with them, a few times.
Reply SessionMaker::send_completed(Caller& caller, const BoundRole& role, const Values& values,
                                   const Session* session, Part part, const std::string& step) {
  std::vector<std::string>& asked = asked_for_[role.binding.role];
  Reply reply;
  for (int round = 0; round <= kMostCompletions; ++round) {
    const Json body = fill_body(book_, role, values, asked);
    Request request = make_request(role, "", &body);
    if (session) request = authorised(std::move(request), *session);
    reply = caller.send(std::move(request), part, step);
    const auto answer = complains_of_fields(reply.status()) ? reply.json() : std::nullopt;
    if (!answer) return reply;
    const std::size_t before = asked.size();
    for (const std::string& field : complained_fields(*answer))
      if (!body.contains(field)) asked.push_back(field);
    if (asked.size() == before) return reply;
  }
  return reply;
}

std::optional<std::pair<std::string, Carrier>> SessionMaker::token_in(const Reply& reply) const {
  const Carrier usual = by_hand_ ? *by_hand_ : learnt_ ? *learnt_ : Carrier{};
  if (usual.in == "header" || !reply.all_headers("Set-Cookie").size())
    if (const auto answer = reply.json())
      if (auto token = find_token(*answer, book_.token_names)) return std::pair{*token, usual};
  for (const char* name : {"Authorization", "X-Auth-Token", "X-Access-Token"})
    if (std::string value = reply.header(name); !value.empty()) {
      const bool bearer = starts_with_ignoring_case(value, "bearer ");
      return std::pair{bearer ? value.substr(7) : value, Carrier{"header", name, bearer ? "Bearer " : ""}};
    }
  if (const auto cookie = token_cookie(reply))
    return std::pair{cookie->second, Carrier{"cookie", cookie->first, ""}};
  return std::nullopt;
}

std::optional<Session> SessionMaker::session_from(const Reply& reply, const User& user) const {
  if (!reply.ok()) return std::nullopt;
  auto found = token_in(reply);
  if (!found) return std::nullopt;
  Session session{user, std::move(found->first), found->second, "", reply.json().value_or(Json())};
  session.user_id = find_id(session.answer).value_or("");
  return session;
}

SignOn SessionMaker::sign_up(Caller& caller, const User& user, Part part) {
  SignOn result;
  const BoundRole* role = roles_.find("register");
  if (!role) return result.why_not = "no route registers users", result;
  const Values values{user.email, user.password, user.handle, user.handle, user.handle};
  result.registered = send_completed(caller, *role, values, nullptr, part, "registration");
  result.session = session_from(result.registered, user);
  if (result.session) return result;
  if (!result.registered.ok()) {
    result.why_not = result.registered.answered()
                         ? fmt::format("registration answered {}", result.registered.status())
                         : "registration got no answer";
    return result;
  }
  SignOn login = sign_in(caller, user, part);
  result.logged_in = login.logged_in;
  result.session = std::move(login.session);
  result.why_not = result.session ? "" : "registration gave no token, and " + login.why_not;
  return result;
}

SignOn SessionMaker::sign_in(Caller& caller, const User& user, Part part) {
  SignOn result;
  const BoundRole* role = roles_.find("login");
  if (!role) return result.why_not = "no route logs users in", result;
  result.logged_in = send_completed(caller, *role, login_values(user), nullptr, part, "login");
  result.session = session_from(result.logged_in, user);
  if (result.session) return result;
  result.why_not = !result.logged_in.answered() ? "login got no answer"
                   : result.logged_in.ok()      ? "login gave no token"
                                                : fmt::format("login answered {}", result.logged_in.status());
  return result;
}

OwnObject SessionMaker::create_object(Caller& caller, const Session& session, Part part) {
  const std::string tag = random_hex(12);
  OwnObject object{"", "name-" + tag, "description-" + tag, Reply(), false};
  const BoundRole* role = roles_.find("create");
  if (!role) return object;
  const Values values{session.user.email, session.user.password, session.user.handle, object.name,
                      object.description};
  object.created = send_completed(caller, *role, values, &session, part, "creation of an object");
  const auto answer = object.created.ok() ? object.created.json() : std::nullopt;
  if (answer) object.id = find_id(*answer).value_or("");
  object.made = !object.id.empty();
  return object;
}

Request SessionMaker::with_token(Request request, const std::string& token, const Carrier& carrier) {
  if (carrier.in == "cookie")
    request.headers.emplace_back("Cookie", carrier.name + "=" + token);
  else
    request.headers.emplace_back(carrier.name, carrier.prefix + token);
  return request;
}

void SessionMaker::learn_carrier(Caller& caller, Session& session) {
  const BoundRole* guarded = roles_.find("list") ? roles_.find("list") : roles_.find("me");
  if (by_hand_ || !guarded) return;
  for (const Carrier& carrier : carriers_to_try(session)) {
    const Request request = with_token(make_request(*guarded, "", nullptr), session.token, carrier);
    if (!caller.send(request, Part::control, "a guarded route with the own token").ok()) continue;
    session.carrier = carrier;
    learnt_ = carrier;
    return;
  }
}

}  // namespace assay
