#include "reading/model/frameworks/drf.h"

#include <algorithm>
#include <map>

#include "common/base/text.h"
#include "reading/model/routes/paths.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

constexpr int kMaxNested = 6;

bool is_false(const MeaningRef& meaning) {
  return meaning->is_constant(facts::Literal::boolean) && meaning->text == "false";
}

// A part of a path may hold a group of a regular expression or a converter.
std::string plain_part(const std::string& written) {
  return plain_path(written, written.find("(?P<") != std::string::npos ? "regex" : "angle");
}

class ViewSetReader {
 public:
  ViewSetReader(const RouteReading& reading, const FrameworkRule& rule, const DjangoViews& views,
                RouteGraph& graph)
      : reading_(reading),
        program_(reading.program),
        rule_(rule),
        views_(views),
        graph_(graph),
        conditions_(reading.program) {}

  void run() {
    for (const CallSite& site : program_.call_sites())
      if (reading_.owned[site.origin.file]) note(site.origin);
    for (const Registered& one : registered_) declare(one);
  }

 private:
  struct Registered {
    RouterId router;
    Origin made;  // the router's constructor call
    std::string prefix;
    ClassShape shape;
    Origin call;
  };

  // router.register("users", UserViewSet); router.registry.extend(other.registry)
  void note(const Origin& call) {
    const facts::FileFacts& facts = reading_.facts(call.file);
    const Index callee = facts.operand(call.expr, 0);
    if (callee == kNone || facts.exprs[callee].kind != ExprKind::attribute) return;
    Origin object{call.file, facts.operand(callee, 0), call.definition, call.frame};
    const std::string& method = facts.text_of(callee);
    if (is_listed(names_for(rule_, "register"), method)) {
      const MeaningRef router = program_.evaluator().evaluate(object);
      if (is_router(*router)) note_registered(router, call);
    } else if (method == "extend") {
      note_extended(object, call);
    }
  }

  bool is_router(const Meaning& meaning) const {
    if (meaning.is(Kind::instance)) return is_listed(rule_.routers, meaning.name);
    if (!meaning.is(Kind::object)) return false;
    const ClassShape shape = shape_of(program_, meaning.file, meaning.definition);
    return std::any_of(shape.outside.begin(), shape.outside.end(),
                       [&](const std::string& base) { return is_listed(rule_.routers, base); });
  }

  void note_registered(const MeaningRef& router, const Origin& call) {
    const auto prefix = known_text(program_, program_.evaluator().argument(call, 0, "prefix"));
    const MeaningRef type = program_.evaluator().evaluate(program_.evaluator().argument(call, 1, "viewset"));
    if (!prefix || !type->is(Kind::type)) return;
    by_prefix_.emplace(std::pair{router_of(*router), *prefix}, registered_.size());
    registered_.push_back({router_of(*router), router->made_by, *prefix,
                           shape_of(program_, type->file, type->definition), call});
  }

  void note_extended(const Origin& object, const Origin& call) {
    const auto owner = [&](const Origin& registry) -> MeaningRef {
      if (!registry.known()) return unknown_meaning();
      const facts::FileFacts& facts = reading_.facts(registry.file);
      const bool named = facts.exprs[registry.expr].kind == ExprKind::attribute &&
                         is_listed(names_for(rule_, "registry"), facts.text_of(registry.expr));
      if (!named) return unknown_meaning();
      return program_.evaluator().evaluate(
          {registry.file, facts.operand(registry.expr, 0), registry.definition, registry.frame});
    };
    const MeaningRef outer = owner(object);
    const MeaningRef inner = owner(program_.evaluator().argument(call, 0, ""));
    if (!is_router(*outer) || !is_router(*inner)) return;
    graph_.mount(router_of(*outer), {router_of(*inner), "", {}, "", {call.file, 0}});
  }

  // What stands before every prefix of a nested router: the parent's, and a parameter for the parent's item.
  std::optional<std::string> nesting(const Origin& made, int depth) const {
    const MeaningRef callee = callee_of(program_, made);
    if (!is_listed(names_for(rule_, "nested-router"), callee->name)) return "";
    if (depth > kMaxNested) return std::nullopt;
    const MeaningRef parent =
        program_.evaluator().evaluate(program_.evaluator().argument(made, 0, "parent_router"));
    const auto prefix = known_text(program_, program_.evaluator().argument(made, 1, "parent_prefix"));
    const auto lookup = known_text(program_, program_.evaluator().argument(made, 2, "lookup"));
    if (!prefix || !lookup || !is_router(*parent)) return std::nullopt;
    const auto above = nesting(parent->made_by, depth + 1);
    const auto found = by_prefix_.find({router_of(*parent), *prefix});
    if (!above || found == by_prefix_.end()) return std::nullopt;
    const std::string name = *lookup + "_" + lookup_of(registered_[found->second].shape);
    return *above + plain_part(*prefix) + "/{" + name + "}/";
  }

  // The name of an item's parameter.
  std::string lookup_of(const ClassShape& shape) const {
    for (const std::string& attribute : names_for(rule_, "lookup")) {
      const std::string name = text_of(program_, attribute_of(program_, shape, attribute));
      if (!name.empty()) return name;
    }
    return "pk";
  }

  void declare(const Registered& one) {
    const auto before = nesting(one.made, 0);
    if (!before) return;
    const Origin slash = program_.evaluator().argument(one.made, std::nullopt, "trailing_slash");
    if (slash.known() && !is_false(program_.meaning_of(slash)) &&
        !program_.meaning_of(slash)->is_constant(facts::Literal::boolean))
      return;  // worked out at start: neither way can be told
    const std::string end = slash.known() && is_false(program_.meaning_of(slash)) ? "" : "/";
    const std::string list = *before + plain_part(one.prefix);
    const std::string item = (list.empty() ? "" : list + "/") + "{" + lookup_of(one.shape) + "}";
    const Base base{one, end, list, item};
    for (const std::string& entry : names_for(rule_, "list-actions"))
      declare_action(base, entry, list.empty() ? "" : list + end);
    for (const std::string& entry : names_for(rule_, "item-actions")) declare_action(base, entry, item + end);
    declare_extra(base);
  }

  struct Base {
    const Registered& one;
    std::string end, list, item;
  };

  // "retrieve GET"
  void declare_action(const Base& base, const std::string& entry, const std::string& path) {
    const std::vector<std::string> words = split(entry, ' ');
    if (words.size() != 2 || !views_.has_method(base.one.shape, words[0])) return;
    if (!views_.allows(base.one.shape, words[1])) return;
    declare_route(base, words[0], words[1], path, base.one.call, {});
  }

  void declare_route(const Base& base, const std::string& name, const std::string& method,
                     const std::string& path, const Origin& at, const Origin& given) {
    Route pattern;
    pattern.path = path;
    pattern.at = reading_.facts(at.file).location_of(at.expr);
    pattern.condition = conditions_.of(base.one.call);
    graph_.declare(base.one.router, views_.action_route(base.one.shape, name, method, pattern, given),
                   {at.file, reading_.facts(at.file).exprs[at.expr].range.start});
  }

  // @action(detail=True, methods=["post"]) and, for its further methods, @name.mapping.delete
  void declare_extra(const Base& base) {
    std::vector<std::string> seen;
    for (const ClassPart& part : base.one.shape.parts) {
      std::map<std::string, std::pair<std::string, Origin>> paths;  // by the method's name
      for (const Index d : methods_in(reading_.facts(part.file), part.definition)) {
        const std::string& name =
            reading_.facts(part.file).text(reading_.facts(part.file).definitions[d].name);
        if (is_listed(seen, name)) continue;
        seen.push_back(name);
        for (const Origin& decorator : decorators_of(program_, part.file, d)) {
          if (const auto path = action_path(base, decorator, name)) {
            paths[name] = {*path, decorator};
            for (const std::string& method : action_methods(decorator))
              if (views_.allows(base.one.shape, method))
                declare_route(base, name, method, *path, decorator, decorator);
          } else if (const auto [owner, method] = mapped(decorator); paths.contains(owner)) {
            declare_route(base, name, method, paths[owner].first, decorator, paths[owner].second);
          }
        }
      }
    }
  }

  std::optional<std::string> action_path(const Base& base, const Origin& decorator,
                                         const std::string& name) const {
    const std::string& called = callee_of(program_, decorator)->name;
    bool item = is_listed(names_for(rule_, "item-action"), called);
    const bool listed = is_listed(names_for(rule_, "list-action"), called);
    if (is_listed(names_for(rule_, "action"), called)) {
      const Origin detail = program_.evaluator().argument(decorator, 1, "detail");
      const MeaningRef told = detail.known() ? program_.meaning_of(detail) : unknown_meaning();
      if (!told->is_constant(facts::Literal::boolean)) return std::nullopt;
      item = !is_false(told);
    } else if (!item && !listed) {
      return std::nullopt;
    }
    const Origin given = program_.evaluator().argument(decorator, std::nullopt, "url_path");
    const auto part = given.known() ? known_text(program_, given) : std::optional<std::string>(name);
    if (!part) return std::nullopt;
    const std::string before = item ? base.item : base.list;
    return (before.empty() ? "" : before + "/") + plain_part(*part) + base.end;
  }

  std::vector<std::string> action_methods(const Origin& decorator) const {
    const Origin given = program_.evaluator().argument(decorator, 0, "methods");
    if (!given.known()) return {"GET"};
    std::vector<std::string> methods;
    for (const Origin& item : elements_of(program_, given)) {
      const std::string method = to_upper(text_of(program_, item));
      if (!method.empty() && method != "HEAD" && method != "OPTIONS") methods.push_back(method);
    }
    return methods;
  }

  // @owner.mapping.method
  std::pair<std::string, std::string> mapped(const Origin& decorator) const {
    const facts::FileFacts& facts = reading_.facts(decorator.file);
    const std::vector<std::string> parts = split(facts::dotted_name(facts, decorator.expr), '.');
    if (parts.size() != 3 || !is_listed(names_for(rule_, "action-mapping"), parts[1])) return {};
    return {parts[0], to_upper(parts[2])};
  }

  const RouteReading& reading_;
  const Program& program_;
  const FrameworkRule& rule_;
  const DjangoViews& views_;
  RouteGraph& graph_;
  std::vector<Registered> registered_;
  std::map<std::pair<RouterId, std::string>, std::size_t> by_prefix_;  // into registered_
  CallConditions conditions_;
};

}  // namespace

void read_view_sets(const RouteReading& reading, const FrameworkRule& rule, const DjangoViews& views,
                    RouteGraph& graph) {
  ViewSetReader(reading, rule, views, graph).run();
}

}  // namespace assay::model
