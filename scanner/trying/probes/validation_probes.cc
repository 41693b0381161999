// m-05: what validation errors show.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <functional>

#include "trying/probes/registry.h"

namespace assay {
namespace {

// A request that no validator should take; `marker` stands in it and must not come back.
struct Spoilt {
  std::string says;
  Request request;
  std::string marker;
};

Request with_body(const BoundRole& role, std::string body) {
  Request request = make_request(role, "", nullptr);
  request.headers.emplace_back("Content-Type", "application/json");
  request.body = std::move(body);
  return request;
}

Json without(Json body, const std::string& field) {
  if (!field.empty()) body.erase(field);
  return body;
}

std::vector<Spoilt> spoilt_registrations(const ProbeContext& context) {
  const BoundRole& role = *context.role("register");
  User user = random_user();
  const Json right = context.sessions.register_body(user);
  const std::string email = field_of_kind(context.book, right, "email");
  const std::string password = field_of_kind(context.book, right, "password");
  const Json lacks_password = without(right, password), lacks_email = without(right, email);
  std::vector<Spoilt> all{
      {"registration without a password", make_request(role, "", &lacks_password), user.email},
      {"registration without an address", make_request(role, "", &lacks_email), user.password}};
  Json wrong = right;
  if (!email.empty()) wrong[email] = "not-an-address-" + user.handle;
  all.push_back({"registration with a wrong address", make_request(role, "", &wrong), user.password});
  if (role.binding.form) return all;
  Json types = right;
  if (!password.empty()) types[password] = Json::array({user.password});
  if (!email.empty()) types[email] = Json{{"is", user.email}};
  all.push_back({"registration with wrong types", make_request(role, "", &types), user.password});
  all.push_back({"registration with broken JSON",
                 with_body(role, "{\"" + password + "\": \"" + user.password), user.password});
  all.push_back({"registration with a list", with_body(role, "[\"" + user.password + "\"]"), user.password});
  all.push_back({"registration with an empty body", with_body(role, ""), ""});
  return all;
}

std::vector<Spoilt> spoilt_creations(const ProbeContext& context, const Session& session) {
  const BoundRole* role = context.role("create");
  if (!role || role->binding.form) return {};
  const std::string marker = random_hex(16);
  const std::string name = role->fields.empty() ? "name" : role->fields.front().name;
  const Json wrong{{name, Json{{"is", marker}}}};
  std::vector<Spoilt> all{{"creation with a wrong type", make_request(*role, "", &wrong), marker},
                          {"creation with an empty object", with_body(*role, "{}"), ""}};
  for (Spoilt& spoilt : all) spoilt.request = SessionMaker::authorised(spoilt.request, session);
  return all;
}

// The file as a text field: multipart without a file in it.
std::optional<Spoilt> spoilt_upload(ProbeContext& context, const Session& session) {
  if (!context.role("upload") || !context.role("create")) return std::nullopt;
  const OwnObject object = context.sessions.create_object(context.caller, session, Part::control);
  if (!object.made) return std::nullopt;
  const std::string marker = "x" + random_hex(12);
  Request request = make_upload(*context.role("upload"), object.id, UploadFile{"", "", marker},
                                "----------" + random_hex(16));
  return Spoilt{"upload of a text field", SessionMaker::authorised(std::move(request), session), marker};
}

std::optional<Spoilt> spoilt_search(const ProbeContext& context, const Session& session) {
  const BoundRole* role = context.role("search");
  if (!role || role->binding.method != "GET") return std::nullopt;
  const std::string marker = "x" + random_hex(12);
  Request request = make_request(*role, "", nullptr);
  request.target += "?page=" + marker + "&sort=" + marker + "&order=" + marker;
  return Spoilt{"search with a word for a page", SessionMaker::authorised(std::move(request), session),
                marker};
}

// Calls `visit` for every object in the answer.
void for_each_object(const Json& value, const std::function<void(const Json&)>& visit) {
  std::vector<const Json*> open{&value};
  while (!open.empty()) {
    const Json* at = open.back();
    open.pop_back();
    if (at->is_object()) visit(*at);
    if (at->is_structured())
      for (const Json& child : *at) open.push_back(&child);
  }
}

void judge_keys(const ProbeRule& rule, Judge& judge, const Json& answer, const std::string& says) {
  for_each_object(answer, [&](const Json& object) {
    for (const std::string& key : rule.keys)
      if (object.contains(key)) judge.fail(fmt::format("{}: the answer shows \"{}\"", says, key));
    const bool all =
        !rule.together.empty() && std::all_of(rule.together.begin(), rule.together.end(),
                                              [&](const std::string& key) { return object.contains(key); });
    if (all)
      judge.fail(
          fmt::format("{}: the answer shows the validator's own {} entry", says, rule.together.front()));
  });
}

bool is_word_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

// "*Error": a capitalised word with that ending, a class name.
bool shows_class(const std::string& body, std::string_view ending) {
  for (auto at = body.find(ending); at != std::string::npos; at = body.find(ending, at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && is_word_character(body[begin - 1])) --begin;
    const std::size_t end = at + ending.size();
    const bool ends = end == body.size() || !is_word_character(body[end]);
    if (ends && begin < at && std::isupper(static_cast<unsigned char>(body[begin]))) return true;
  }
  return false;
}

void judge_words(const ProbeRule& rule, Judge& judge, const std::string& body, const std::string& says) {
  for (const std::string& word : rule.words) {
    const bool shown = word.starts_with("*") ? shows_class(body, std::string_view(word).substr(1))
                                             : body.find(word) != std::string::npos;
    if (shown)
      judge.fail(fmt::format("{}: the answer shows {}", says,
                             word.starts_with("*") ? "a class name" : "\"" + word + "\""));
  }
}

}  // namespace

void run_validation_errors(ProbeContext& context, Judge& judge) {
  const auto session = own_session(context, judge);
  if (!session) return;
  std::vector<Spoilt> all = spoilt_registrations(context);
  for (Spoilt& spoilt : spoilt_creations(context, *session)) all.push_back(std::move(spoilt));
  if (auto search = spoilt_search(context, *session)) all.push_back(std::move(*search));
  if (auto upload = spoilt_upload(context, *session)) all.push_back(std::move(*upload));
  int refused = 0;
  for (const Spoilt& spoilt : all) {
    const Reply reply = context.caller.send(spoilt.request, Part::attack, spoilt.says);
    if (!reply.answered() || reply.status() == 429)
      judge.doubt(fmt::format("{}: {}", spoilt.says, describe(reply)));
    if (reply.status() >= 500) judge.note(fmt::format("{}: {}", spoilt.says, reply.status()));
    if (reply.status() != 400 && reply.status() != 422) continue;
    ++refused;
    judge.tried();
    if (!spoilt.marker.empty() && reply.body().find(spoilt.marker) != std::string::npos)
      judge.fail(spoilt.says + ": the answer shows the input");
    if (const auto answer = reply.json()) judge_keys(context.rule, judge, *answer, spoilt.says);
    judge_words(context.rule, judge, reply.body(), spoilt.says);
  }
  judge.hold(refused > 0, "no 400 or 422 was seen");
}

}  // namespace assay
