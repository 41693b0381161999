// model/routes/graph.h - apps and routers, what is declared on each, and which is mounted where.
//
// In: what a reader of model/frameworks found in the code, in any order. Out: the routes that can be reached
// from an app, with full paths and the guards in force. The graph knows no framework: how paths are joined
// and whether a guard holds only for what is declared after it are said when it is made.
#pragma once

#include <compare>
#include <map>
#include <string>
#include <vector>

#include "common/vocabulary/app.h"
#include "reading/model/meaning.h"

namespace assay::model {

// Whatever routes can hang on: the value a call made (an app, a router), a definition (a controller's class,
// a plug-in's function), a file (a module of URL patterns).
struct RouterId {
  enum class Kind { none, call, definition, file };
  Kind kind = Kind::none;
  FileIndex file = 0;
  Index index = 0;
  std::uint32_t context = 0;  // of several that one place in the code makes, which; 0: the only one

  bool known() const { return kind != Kind::none; }
  auto operator<=>(const RouterId&) const = default;
};

// Two conditions as one, the outer first. What a mount and all below it share is said once.
std::string both_hold(const std::string& outer, const std::string& inner);

// Where something is declared, for those frameworks in which a guard holds from there on.
struct Spot {
  FileIndex file = 0;
  std::uint32_t byte = 0;
  std::uint32_t loaded = 0;  // where plug-ins load later than they are registered: up to which spot they had
};

struct Mount {
  RouterId inner;
  std::string prefix;
  std::vector<std::string> guards;  // for all that is below this mount
  std::string condition;
  Spot spot;
  bool apart = false;  // an app of its own, which the outer one's guards don't reach
};

struct Guarding {
  std::string prefix;  // only for paths below it, seen from its router; empty: for all of them
  std::string name;
  Spot spot;
  bool exact = false;        // only for that very path
  std::string condition;     // only where this holds; told with the name, unless the route needs it too
  bool once_loaded = false;  // only for what is declared after it has loaded
};

class RouteGraph {
 public:
  struct Habits {
    bool join_segments = false;    // parts meet in exactly one slash; else as they stand
    bool guards_in_order = false;  // a guard holds for what is declared after it in its file
    bool guards_pass_on = false;   // ... and for what its outer router declares later below the same path
  };
  explicit RouteGraph(Habits habits) : habits_(habits) {}

  // What a router brings along wherever it is mounted.
  void own(const RouterId& router, std::string prefix, std::vector<std::string> guards);
  // Before all that a router leads to, apps mounted in it and what was put before it earlier included.
  void put_before(const RouterId& router, std::string guard);
  void mount(const RouterId& outer, Mount mount);
  void guard(const RouterId& router, Guarding guarding);
  // `route.path` is relative to the router, `route.guards` its own.
  void declare(const RouterId& router, Route route, Spot spot);

  // Where the walk begins, and below which prefix.
  void add_root(const RouterId& router, std::string prefix = "");

  // Forgets the roots: for a reader that sees for itself where requests come in.
  void clear_roots() { roots_.clear(); }

  // From each root to the outermost router that it is mounted in: that is where requests come in.
  void climb();

  // Sorted by path, method and place; each once.
  std::vector<Route> routes() const;

 private:
  struct Node {
    std::string prefix;
    std::vector<std::string> before;
    std::vector<std::string> guards;
    std::vector<Mount> mounts;
    std::vector<Guarding> guardings;
    std::vector<std::pair<Route, Spot>> declared;
  };
  struct Way;
  struct Walked {
    std::vector<Route> routes;
    std::size_t visits = 0, met = 0;
  };
  void walk(const RouterId& router, const Way& way, Walked& out) const;
  std::vector<std::string> in_force(const Way& way, const Route& route, Spot spot, Walked& walked) const;
  struct Met;
  void meet(const Node& node, const Met& met, Walked& walked, std::vector<std::string>& names) const;

  Habits habits_;
  std::map<RouterId, Node> nodes_;
  std::vector<std::pair<RouterId, std::string>> roots_;
};

}  // namespace assay::model
