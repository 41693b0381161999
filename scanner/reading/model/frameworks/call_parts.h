// model/frameworks/call_parts.h - what the calls that declare routes are made of: the router they are made on
// and the paths they name.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reading/model/routes/route_reading.h"
#include "reading/model/routes/start_up.h"

namespace assay::model {

// A router as one call sees it: router.route("/x") is the router itself, at a path.
struct Target {
  RouterId router;
  std::string path;
  std::vector<std::string> guards;  // router.route("/x").all(guard)
  bool at_path = false;
};

class TargetFinder {
 public:
  TargetFinder(const RouteReading& reading, StartUp& start_up) : reading_(reading), start_up_(start_up) {}

  // The routers an expression means; several where it can be one or the other.
  std::vector<Target> find(const Origin& expr) const;
  std::vector<Target> find(const Meaning& meaning) const;

  // From here on that parameter stands for that router: an instance that a plug-in is given. Gives back what
  // it stood for.
  RouterId bind(FileIndex file, Index function, Index parameter, const RouterId& router);

 private:
  void collect(const Meaning& meaning, int depth, std::vector<Target>& out) const;
  void collect_chain(const Meaning& meaning, int depth, std::vector<Target>& out) const;

  const RouteReading& reading_;
  StartUp& start_up_;
  std::map<std::tuple<FileIndex, Index, Index>, RouterId> bound_;
};

// Whether a rule lists a word under a job.
bool has_job(const FrameworkRule& rule, const std::string& job, const std::string& word);

// The paths that an argument names, in the report's form. Nothing: it is no path; empty: it is one that can't
// be told.
struct WrittenPath {
  std::string plain;
  bool rest = false;  // for whatever is left: /api/*
};
std::optional<std::vector<WrittenPath>> paths_of(const RouteReading& reading, const Origin& expr);
WrittenPath written_path(const FrameworkRule& rule, const std::string& text);

// The line in which a method of a chain is named.
Location location_of_method(const facts::FileFacts& facts, Index call);

}  // namespace assay::model
