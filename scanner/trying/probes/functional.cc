// f-01 to f-05: what must work. A wrong answer fails; no answer decides nothing.
#include <fmt/format.h>

#include "trying/probes/jwt.h"
#include "trying/probes/registry.h"

namespace assay {
namespace {

// "Must work": an answer that says nothing is a doubt, any other that is not right a fail.
bool must_work(Judge& judge, bool works, const Reply& reply, const std::string& step) {
  judge.tried();
  if (works) return true;
  const bool silent = !reply.answered() || reply.status() == 429 || reply.status() == 408;
  const std::string reason = fmt::format("{}: {}", step, describe(reply));
  silent ? judge.doubt(reason) : judge.fail(reason);
  return false;
}

// The catalogue's parameters of token-scheme, as the token itself tells them.
void observe_token(Judge& judge, const Session& session) {
  judge.observe("carried_in", session.carrier.in);
  const auto jwt = parse_jwt(session.token);
  if (!jwt) return;
  if (const Json* algorithm = member_at(jwt->header, "alg"); algorithm && algorithm->is_string())
    judge.observe("algorithm", algorithm->get<std::string>());
  const Json* issued = member_at(jwt->payload, "iat");
  const Json* expires = member_at(jwt->payload, "exp");
  if (issued && expires && issued->is_number() && expires->is_number())
    judge.observe("lifetime_s", std::to_string(expires->get<std::int64_t>() - issued->get<std::int64_t>()));
}

// The guarded route of f-01: any list or profile that answers JSON of the right shape.
bool opens_guarded_route(ProbeContext& context, Judge& judge, const Session& session) {
  const BoundRole* guarded = context.role("list") ? context.role("list") : context.role("me");
  if (!guarded) return judge.doubt("no guarded route is known"), false;
  const Reply reply =
      context.caller.send(SessionMaker::authorised(make_request(*guarded, "", nullptr), session),
                          Part::attack, "a guarded route with the token");
  const auto answer = reply.ok() ? reply.json() : std::nullopt;
  const bool shaped =
      answer && (guarded->binding.role == "me" ? holds_text(*answer, session.user.email)
                                               : find_items(*answer, context.book.list_names).has_value());
  return must_work(judge, shaped, reply,
                   fmt::format("{} {} with the token", guarded->binding.method, guarded->binding.path));
}

const Json* item_with_id(const std::vector<Json>& items, const std::string& id) {
  for (const Json& item : items)
    if (item.is_object() && find_id(item) == id) return &item;
  return nullptr;
}

// Same user: what the first token made is what the second shows.
bool shows_same_user(ProbeContext& context, Judge& judge, const Session& first, const Session& second) {
  if (const BoundRole* list = context.role("list"); list && context.role("create")) {
    const OwnObject object = context.sessions.create_object(context.caller, first, Part::control);
    if (judge.hold(object.made, "creation of an object: " + describe(object.created))) {
      const Reply reply =
          context.caller.send(SessionMaker::authorised(make_request(*list, "", nullptr), second),
                              Part::attack, "the list with the login's token");
      const auto answer = reply.json();
      return must_work(judge, reply.ok() && answer && holds_text(*answer, object.name), reply,
                       "the list with the login's token lacks what the registration's token made");
    }
    return false;
  }
  judge.tried();
  if (!first.user_id.empty() && first.user_id == second.user_id) return true;
  judge.doubt("nothing shows whose token it is");
  return false;
}

struct Stored {
  Session session;
  std::vector<OwnObject> objects;
};

// Two own objects: one a file.
std::optional<Stored> make_objects(ProbeContext& context, Judge& judge) {
  auto session = own_session(context, judge);
  if (!session) return std::nullopt;
  Stored stored{std::move(*session), {}};
  for (int i = 0; i < 2; ++i) {
    stored.objects.push_back(context.sessions.create_object(context.caller, stored.session, Part::control));
    judge.hold(stored.objects.back().made,
               "creation of an object: " + describe(stored.objects.back().created));
  }
  if (!judge.held()) return std::nullopt;
  return stored;
}

}  // namespace

void run_register(ProbeContext& context, Judge& judge) {
  const SignOn sign_on = context.sessions.sign_up(context.caller, random_user(), Part::attack);
  judge.hold(sign_on.registered.answered(), sign_on.why_not);
  const Reply& last = sign_on.logged_in.answered() ? sign_on.logged_in : sign_on.registered;
  if (!must_work(judge, sign_on.session.has_value(), last, sign_on.why_not)) return;
  if (sign_on.logged_in.answered()) judge.note("the token comes from a login: registration gives none");
  observe_token(judge, *sign_on.session);
  opens_guarded_route(context, judge, *sign_on.session);
}

void run_login(ProbeContext& context, Judge& judge) {
  const auto first = own_session(context, judge);
  if (!first) return;
  context.caller.change_address();
  const SignOn login = context.sessions.sign_in(context.caller, first->user, Part::attack);
  if (!must_work(judge, login.session.has_value(), login.logged_in, login.why_not)) return;
  observe_token(judge, *login.session);
  shows_same_user(context, judge, *first, *login.session);
}

void run_create_and_list(ProbeContext& context, Judge& judge) {
  const auto session = own_session(context, judge);
  if (!session) return;
  const OwnObject object = context.sessions.create_object(context.caller, *session, Part::attack);
  if (!must_work(judge, object.made, object.created, "creation of an object")) return;
  const Reply reply = context.caller.send(
      SessionMaker::authorised(make_request(*context.role("list"), "", nullptr), *session), Part::attack,
      "the list");
  const auto answer = reply.ok() ? reply.json() : std::nullopt;
  const auto items = answer ? find_items(*answer, context.book.list_names) : std::nullopt;
  const Json* item = items ? item_with_id(*items, object.id) : nullptr;
  if (!must_work(judge, item != nullptr, reply, "the list lacks the new object's id")) return;
  must_work(judge, holds_text(*item, object.name), reply, "the list lacks the new object's name");
  // An app whose objects have no description can't show one.
  const auto made = object.created.json();
  if (holds_text(*item, object.description)) return;
  if (made && !holds_text(*made, object.description))
    judge.note("objects show no description");
  else
    must_work(judge, false, reply, "the list lacks the new object's description");
}

void run_upload(ProbeContext& context, Judge& judge) {
  const auto stored = make_objects(context, judge);
  if (!stored) return;
  for (const auto& [object, file] :
       {std::pair{&stored->objects[0], csv_file()}, std::pair{&stored->objects[1], json_file()}}) {
    const Upload upload = upload_file(context, stored->session, object->id, file, Part::attack);
    must_work(judge, upload.reply.ok(), upload.reply, "upload of a " + file.name.substr(4) + " file");
  }
}

void run_download(ProbeContext& context, Judge& judge) {
  const auto stored = make_objects(context, judge);
  if (!stored) return;
  for (const auto& [object, file] :
       {std::pair{&stored->objects[0], csv_file()}, std::pair{&stored->objects[1], json_file()}}) {
    const std::string what = file.name.substr(4);
    const Upload upload = upload_file(context, stored->session, object->id, file, Part::control);
    if (!judge.hold(upload.reply.ok(), fmt::format("upload of a {} file: {}", what, describe(upload.reply))))
      continue;
    const Reply reply = download_file(context, stored->session, object->id, Part::attack);
    if (!must_work(judge, reply.ok(), reply, "download of a " + what + " file")) continue;
    must_work(judge, reply.body() == file.bytes, reply, "the " + what + " file came back changed");
  }
}

}  // namespace assay
