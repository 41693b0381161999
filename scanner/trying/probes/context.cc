#include "trying/probes/context.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace assay {

bool CatchAll::is_missing() const {
  return !statuses.empty() && std::all_of(statuses.begin(), statuses.end(), [](int s) { return s == 404; });
}

bool CatchAll::has_status(int status) const {
  return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

bool CatchAll::looks_like(const Reply& reply) const {
  for (std::size_t i = 0; i < statuses.size(); ++i)
    if (statuses[i] == reply.status() && bodies[i] == reply.body()) return true;
  return false;
}

std::string CatchAll::says() const {
  return fmt::format("{}", fmt::join(std::set<int>(statuses.begin(), statuses.end()), ", "));
}

bool Door::opened_by(const Reply& reply) const {
  if (!reply.ok()) return false;
  const auto answer = reply.json();
  return answer && (shows.empty() ? answer->is_structured() : holds_text(*answer, shows));
}

std::optional<Session> own_session(ProbeContext& context, Judge& judge) {
  SignOn sign_on = context.sessions.sign_up(context.caller, random_user(), Part::control);
  judge.hold(sign_on.session.has_value(), sign_on.why_not);
  return std::move(sign_on.session);
}

namespace {

std::vector<Door> doors_of(const ProbeContext& context, const Guarded& guarded) {
  std::vector<Door> doors;
  const BoundRole* list = context.role("list");
  const BoundRole* read = context.role("read");
  const BoundRole* me = context.role("me");
  if (list && guarded.object)
    doors.push_back(Door{"the list", make_request(*list, "", nullptr), guarded.object->name});
  if (read && guarded.object)
    doors.push_back(
        Door{"one object", make_request(*read, guarded.object->id, nullptr), guarded.object->name});
  if (doors.empty() && me)
    doors.push_back(Door{"the own profile", make_request(*me, "", nullptr), guarded.session.user.email});
  if (doors.empty() && list) doors.push_back(Door{"the list", make_request(*list, "", nullptr), ""});
  return doors;
}

}  // namespace

std::optional<Guarded> open_own_doors(ProbeContext& context, Judge& judge) {
  auto session = own_session(context, judge);
  if (!session) return std::nullopt;
  Guarded guarded{std::move(*session), std::nullopt, {}};
  if (context.role("create")) {
    OwnObject object = context.sessions.create_object(context.caller, guarded.session, Part::control);
    if (!judge.hold(object.made, fmt::format("creation of an object answered {}", describe(object.created))))
      return std::nullopt;
    guarded.object = std::move(object);
  }
  guarded.doors = doors_of(context, guarded);
  for (const Door& door : guarded.doors) {
    const Reply reply = context.caller.send(SessionMaker::authorised(door.request, guarded.session),
                                            Part::control, door.says + " with the own token");
    judge.hold(door.opened_by(reply),
               fmt::format("{} with the own token: {}, and the own text is {}there", door.says,
                           describe(reply), door.opened_by(reply) ? "" : "not "));
  }
  judge.hold(!guarded.doors.empty(), "no guarded route is known");
  if (!judge.held()) return std::nullopt;
  return guarded;
}

void open_again(ProbeContext& context, Judge& judge, const Guarded& guarded) {
  for (const Door& door : guarded.doors) {
    const Reply reply = context.caller.send(SessionMaker::authorised(door.request, guarded.session),
                                            Part::control, door.says + " with the own token, again");
    judge.hold_after(door.opened_by(reply),
                     fmt::format("{} with the own token: {}", door.says, describe(reply)));
  }
}

UploadFile csv_file() {
  return UploadFile{"data.csv", "text/csv", fmt::format("id,name\n1,{}\n2,plain\n", random_hex(16))};
}

UploadFile json_file() {
  return UploadFile{"data.json", "application/json",
                    fmt::format("[{{\"id\": 1, \"name\": \"{}\"}}]", random_hex(16))};
}

Upload upload_file(ProbeContext& context, const Session& session, const std::string& id,
                   const UploadFile& file, Part part) {
  const Request request =
      make_upload(*context.role("upload"), id, file, "------------------------" + random_hex(16));
  return Upload{
      file, context.caller.send(SessionMaker::authorised(request, session), part, "upload of " + file.name)};
}

Reply download_file(ProbeContext& context, const Session& session, const std::string& id, Part part) {
  const Request request = make_request(*context.role("download"), id, nullptr);
  return context.caller.send(SessionMaker::authorised(request, session), part, "download");
}

}  // namespace assay
