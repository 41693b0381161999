// probes/context.h - what a probe may use: its rule, the bound roles, sessions, a
// voice of its own, the run folder. And the set-up that several probes share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/rules/probe_rules.h"
#include "common/vocabulary/app.h"
#include "trying/launch/app_files.h"
#include "trying/probes/judge.h"
#include "trying/roles/session.h"

namespace assay {

// How the app answers paths that nobody made: learnt before any path is probed.
struct CatchAll {
  std::vector<int> statuses;
  std::vector<std::string> bodies;

  bool is_missing() const;  // every random path was 404
  bool has_status(int status) const;
  bool looks_like(const Reply& reply) const;  // the same answer as a random path got
  std::string says() const;                   // "404", "200, 401"
};

struct ProbeContext {
  const ProbeRule& rule;
  const App& app;
  const RoleBook& book;
  const RoleMap& roles;
  SessionMaker& sessions;
  Caller& caller;
  const CatchAll& catch_all;
  const Session* admin = nullptr;  // the first registered user; null where that failed
  AppFiles* files = nullptr;       // null with --url
  Milliseconds patience{20'000};   // for recomputing what a row may hold

  const BoundRole* role(const std::string& name) const { return roles.find(name); }
};

// A guarded request of an own user, and the text that its right answer shows.
struct Door {
  std::string says;  // "the list", "one object"
  Request request;
  std::string shows;

  bool opened_by(const Reply& reply) const;
};

// A fresh user of this test, with an object and the doors to it.
struct Guarded {
  Session session;
  std::optional<OwnObject> object;
  std::vector<Door> doors;
};

// Registers, creates, and asks with the own token: the control of most tests. Empty where it did not hold.
std::optional<Guarded> open_own_doors(ProbeContext& context, Judge& judge);

// The own token still opens every door: else refusals say nothing.
void open_again(ProbeContext& context, Judge& judge, const Guarded& guarded);

// A fresh user; holds the control "registration gives a token".
std::optional<Session> own_session(ProbeContext& context, Judge& judge);

// An own object with a file in it, as f-04 sends it.
struct Upload {
  UploadFile file;
  Reply reply;
};
UploadFile csv_file();
UploadFile json_file();
Upload upload_file(ProbeContext& context, const Session& session, const std::string& id,
                   const UploadFile& file, Part part);
Reply download_file(ProbeContext& context, const Session& session, const std::string& id, Part part);

}  // namespace assay
