// model/frameworks/blueprints.h - the reader of blueprints.cc and resources.cc.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reading/model/routes/following.h"
#include "reading/model/routes/views.h"

namespace assay::model {

class BlueprintReader {
 public:
  BlueprintReader(const RouteReading& reading, RouteGraph& graph)
      : reading_(reading),
        program_(reading.program),
        rule_(reading.rule),
        graph_(graph),
        following_(reading) {}

  void run();

 private:
  std::optional<std::string> prefix_of(const Origin& expr, const Turn& turn = {}) const;

  void note_router(const Origin& call);
  void note_mount(const Origin& call, facts::Place place);
  void note_rule(const Origin& call, facts::Place place);
  void note_hook_call(const Origin& call);
  void hook(const std::string& method, const Origin& receiver, const std::string& name, Spot spot);

  bool describes(const Origin& decorator) const;
  std::vector<std::string> guards_from(FunctionPlace place, std::uint32_t n) const;
  void add_described(FunctionPlace view, Body& body) const;
  void add_checked_forms(FunctionPlace view, Body& body) const;
  void fill(FunctionPlace view, Route& route) const;

  void declare(const std::vector<RouterAt>& routers, const Route& route, Spot spot);
  void declare_class(const Meaning& type, const std::vector<RouterAt>& routers, Route route,
                     const std::vector<std::string>& methods, Spot spot);
  void declare_given(Origin view, const std::vector<RouterAt>& routers, Route route,
                     const std::vector<std::string>& methods, Spot spot);
  void declare_view_class(const Meaning& type, const std::vector<RouterAt>& routers, Route route,
                          const std::vector<std::string>& methods, bool limited, Spot spot);
  void declare_in(FunctionPlace place);
  void declare_decorated(FunctionPlace place, std::uint32_t n, const Origin& decorator,
                         const std::string& condition);
  std::vector<std::string> rules_of(const Origin& call, int first = 0) const;

  // resources.cc
  std::optional<std::string> namespace_path(const Origin& call) const;
  void mount_at(const Origin& call, const RouterAt& outer, const RouterId& inner, const std::string& prefix,
                facts::Place place);
  void note_interface(const Origin& call, facts::Place place);
  void note_resource(const Origin& call, facts::Place place);

  const RouteReading& reading_;
  const Program& program_;
  const FrameworkRule& rule_;
  RouteGraph& graph_;
  Following following_;
  // Each blueprint's and namespace's own prefix, which holds unless it is mounted under another; nothing
  // where it can't be told.
  std::map<RouterId, std::optional<std::string>> prefixes_;
};

}  // namespace assay::model
