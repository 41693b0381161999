// model/frameworks/django_views.h - what answers a URL pattern, as routes: a function with its decorators, a
// class with the methods it has of its own and of its bases.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "reading/model/frameworks/django_project.h"
#include "reading/model/routes/classes.h"
#include "reading/model/routes/fields.h"
#include "reading/model/routes/following.h"

namespace assay::model {

class DjangoViews {
 public:
  DjangoViews(const RouteReading& reading, const FrameworkRule& rule, const DjangoProject& project)
      : program_(reading.program),
        rule_(rule),
        project_(project),
        reading_{reading.program, reading.app, rule, reading.owned},
        following_(reading_) {}
  DjangoViews(const DjangoViews&) = delete;
  DjangoViews& operator=(const DjangoViews&) = delete;

  // One route a method, each with the path, place and condition of `pattern`; none where `view` is no view of
  // the app's own (documents, static files).
  std::vector<Route> routes_of(const Origin& view, const Route& pattern) const;

  // What a name of a module stands for as it was assigned there: `article_list = ArticleList.as_view()`.
  Origin as_assigned(const Origin& expr) const;

  // ---- For routers of view sets

  // A route answered by one method of a class (`name`; its own or one that a library's class brings).
  // `given` is the decorator or the call that may set permissions and schema for it alone.
  Route action_route(const ClassShape& shape, const std::string& name, const std::string& method,
                     const Route& pattern, const Origin& given = {}) const;
  // Whether the class answers to the name.
  bool has_method(const ClassShape& shape, const std::string& name) const;
  // http_method_names = ["get", ...]: whether the class lets a method through.
  bool allows(const ClassShape& shape, const std::string& method) const;

 private:
  struct Unwrapped {
    Origin view;
    std::vector<std::string> guards;
    std::vector<std::string> methods;  // empty: whichever the view answers
  };
  std::vector<Route> answered(const Origin& view, const Route& pattern) const;
  Unwrapped unwrapped(const Origin& view) const;
  bool makes_view(const Origin& call) const;
  Origin wrapped(const Origin& call, int depth) const;
  bool stands_on_unknown(const ClassShape& shape) const;
  std::vector<Route> function_routes(const FunctionPlace& function, const Route& pattern) const;
  std::vector<Route> class_routes(const Origin& made, const Route& pattern) const;
  std::vector<Route> mapped_routes(const ClassShape& shape, const Origin& mapping,
                                   const Route& pattern) const;
  std::vector<Route> outside_routes(const Meaning& view, const Origin& at, const Route& pattern) const;
  std::string answering(const ClassShape& shape, const std::string& method) const;

  // Guards, in the order in which they are asked.
  void note_guard(const Origin& decorator, std::vector<std::string>& guards) const;
  void note_guards(const Origin& list, std::vector<std::string>& guards) const;
  void note_wrapped(const Origin& decorator, const std::string& method,
                    std::vector<std::string>& guards) const;
  void note_class_guards(const ClassShape& shape, const std::string& method,
                         std::vector<std::string>& guards) const;
  void note_bases(const ClassPart& part, std::vector<std::string>& guards,
                  std::set<std::pair<FileIndex, Index>>& seen) const;
  bool turns_away(const ClassShape& shape) const;
  bool is_view(const Origin& type) const;
  void note_permissions(const ClassShape& shape, const Origin& given, std::vector<std::string>& guards) const;

  void fill_body(const ClassShape& shape, const FunctionPlace& function, const Origin& given,
                 Route& route) const;

  bool is_job(const char* job, const Meaning& meaning) const {
    return is_listed(names_for(rule_, job), meaning.name);
  }

  const Program& program_;
  const FrameworkRule& rule_;
  const DjangoProject& project_;
  RouteReading reading_;  // by the rule with what it stands on
  Following following_;
};

}  // namespace assay::model
