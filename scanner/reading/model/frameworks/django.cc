// Routes that lists of URL patterns tell, from the module that the settings name down through all it
// includes.
#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "reading/model/frameworks/django_views.h"
#include "reading/model/frameworks/drf.h"
#include "reading/model/frameworks/readers.h"
#include "reading/model/routes/paths.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

class PatternReader {
 public:
  PatternReader(const RouteReading& reading, const FrameworkRule& rule, const DjangoViews& views,
                RouteGraph& graph)
      : reading_(reading), program_(reading.program), rule_(rule), views_(views), graph_(graph) {}

  void run(const std::vector<FileIndex>& roots) {
    for (const FileIndex root : roots) graph_.add_root(patterns_of(root), "/");
    // A module that includes one that includes another ...: one after the other, each once.
    while (!waiting_.empty()) {
      const Listed list = waiting_.front();
      waiting_.pop_front();
      read_list(list);
    }
  }

 private:
  // A list as it is once its module has run; or as it was before one of its bindings, the one that makes a
  // new list with the old one inside: urlpatterns = [path("api/", include(urlpatterns))].
  struct Listed {
    ModuleName name;
    RouterId id;
    std::size_t before = SIZE_MAX;
  };

  RouterId patterns_of(FileIndex file) {
    for (const std::string& name : names_for(rule_, "patterns"))
      if (const auto symbol = program_.files()[file].symbols.find(name)) return named({file, *symbol});
    return {};
  }

  // A list of patterns that a module gives a name, as a place in the graph.
  RouterId named(const ModuleName& name) {
    if (replaced_ && replaced_->name.file == name.file && replaced_->name.name == name.name)
      return earlier(*replaced_);
    const RouterId id{RouterId::Kind::file, name.file, name.name};
    if (seen_.insert(id).second) waiting_.push_back({name, id});
    return id;
  }

  // Symbols count from 0: the earlier lists of a file are counted from the other end.
  RouterId earlier(const Listed& list) {
    const auto key = std::make_tuple(list.name.file, list.name.name, list.before);
    const auto [found, fresh] = earlier_.try_emplace(
        key,
        RouterId{RouterId::Kind::file, list.name.file, UINT32_MAX - static_cast<Index>(earlier_.size())});
    if (fresh) waiting_.push_back({list.name, found->second, list.before});
    return found->second;
  }

  // urlpatterns = [...]; urlpatterns += [...]; urlpatterns.append(...)
  void read_list(const Listed& list) {
    const ModuleName& name = list.name;
    const facts::FileFacts& facts = program_.files()[name.file];
    const std::vector<Binding>& bindings = program_.evaluator().scopes(name.file).in(0, name.name);
    const std::size_t end = std::min(list.before, bindings.size());
    for (std::size_t n = first_in_force(facts, bindings, end); n < end; ++n) {
      if (bindings[n].kind == Binding::Kind::import)
        mount_import(list.id, name.file, facts.imports[bindings[n].index]);
      if (bindings[n].kind != Binding::Kind::assignment || !bindings[n].path.empty()) continue;
      const facts::Assignment& assignment = facts.assignments[bindings[n].index];
      if (assignment.value == kNone) continue;
      if (n > 0 && makes_anew(assignment)) replaced_ = Listed{name, {}, n};
      add(list.id, {name.file, assignment.value, assignment.place.definition, nullptr},
          condition_at(facts, assignment.place));
      replaced_.reset();
    }
    if (list.before == SIZE_MAX) add_later(list.id, name);
  }

  static bool makes_anew(const facts::Assignment& assignment) {
    return assignment.kind == facts::Assignment::Kind::plain && assignment.place.condition == kNone &&
           assignment.value != kNone;
  }

  // The last assignment that puts a new list in place of all before it; what it takes over of the old one it
  // names.
  static std::size_t first_in_force(const facts::FileFacts& facts, const std::vector<Binding>& bindings,
                                    std::size_t end) {
    for (std::size_t n = end; n-- > 0;)
      if (bindings[n].kind == Binding::Kind::assignment && makes_anew(facts.assignments[bindings[n].index]))
        return n;
    return 0;
  }

  void mount_import(const RouterId& router, FileIndex file, const facts::Import& import) {
    const facts::FileFacts& facts = program_.files()[file];
    const auto target = program_.modules().resolve(file, facts.text(import.module), import.level);
    if (!target.file || import.name == 0) return;
    const auto symbol = program_.files()[*target.file].symbols.find(facts.text(import.name));
    if (!symbol) return;
    mount(router, named({*target.file, *symbol}), "", condition_at(facts, import.place),
          {file, import.range.start});
  }

  // What methods of the list put into it.
  void add_later(const RouterId& router, const ModuleName& name) {
    const facts::FileFacts& facts = program_.files()[name.file];
    auto [slot, fresh] = additions_.try_emplace(name.file);
    if (fresh)
      for (const facts::Call& call : facts.calls) {
        const Index callee = facts.operand(call.expr, 0);
        if (callee == kNone || facts.exprs[callee].kind != ExprKind::attribute) continue;
        const Index object = facts.operand(callee, 0);
        const std::string& method = facts.text_of(callee);
        const bool adds = method == "append" || method == "extend" || method == "insert";
        if (adds && object != kNone && facts.exprs[object].kind == ExprKind::name &&
            call.place.definition == 0)
          slot->second.emplace(facts.exprs[object].text, &call);
      }
    const auto [first, last] = slot->second.equal_range(name.name);
    for (auto it = first; it != last; ++it) {
      const Origin call{name.file, it->second->expr, 0, nullptr};
      const std::vector<Origin> arguments = positional_arguments(program_, call);
      if (!arguments.empty()) add(router, arguments.back(), condition_at(facts, it->second->place));
    }
  }

  // Patterns, or one of them, as an expression gives it.
  void add(const RouterId& router, const Origin& expr, const std::string& condition) {
    if (!expr.known()) return;
    const facts::FileFacts& facts = program_.files()[expr.file];
    const facts::Expr& written = facts.exprs[expr.expr];
    const auto operand = [&](std::uint32_t n) {
      return Origin{expr.file, facts.operand(expr.expr, n), expr.definition, expr.frame};
    };
    switch (written.kind) {
      case ExprKind::container:
        // [path("", api.urls) for api in apis]: what the element names of the list is told by add_named.
        if (written.container == facts::Container::comprehension) return add(router, operand(0), condition);
        for (std::uint32_t n = 0; n < written.operand_count; ++n) add(router, operand(n), condition);
        return;
      case ExprKind::operation:
        if (const std::string& op = facts.text(written.text); op == "+" || op == "spread")
          for (std::uint32_t n = 0; n < written.operand_count; ++n) add(router, operand(n), condition);
        return;
      case ExprKind::conditional: {
        const std::string test = guard_name(program_, operand(0));
        add(router, operand(1), both_hold(condition, test));
        add(router, operand(2), both_hold(condition, "not (" + test + ")"));
        return;
      }
      case ExprKind::call:
        return add_call(router, expr, condition);
      case ExprKind::name:
      case ExprKind::attribute:
        return add_named(router, expr, "", condition);
      default:
        return;
    }
  }

  // A name that stands for a list, or what a router or an API gives to be mounted: `router.urls`.
  void add_named(const RouterId& router, const Origin& expr, const std::string& prefix,
                 const std::string& condition) {
    const facts::FileFacts& facts = program_.files()[expr.file];
    const Spot spot{expr.file, facts.exprs[expr.expr].range.start};
    if (const ModuleName name = module_name_of(program_, expr); name.known())
      return mount(router, named(name), prefix, condition, spot);
    if (facts.exprs[expr.expr].kind != ExprKind::attribute) return;
    if (!is_listed(names_for(rule_, "mounted-by"), facts.text_of(expr.expr))) return;
    const Origin object{expr.file, facts.operand(expr.expr, 0), expr.definition, expr.frame};
    const RouterId single = router_of(program_, object);
    if (single.known()) return mount(router, single, prefix, condition, spot);
    for (const RouterId& one : each_of(object)) mount(router, one, prefix, condition, spot);
  }

  // What a comprehension's variable stands for, one after the other; nothing where its list can't be told.
  std::vector<RouterId> each_of(const Origin& name) const {
    constexpr std::size_t kMaxItems = 64;
    std::vector<RouterId> out;
    if (!name.known() || program_.files()[name.file].exprs[name.expr].kind != ExprKind::name) return out;
    const facts::FileFacts& facts = program_.files()[name.file];
    for (const Binding& binding :
         program_.evaluator().scopes(name.file).visible(name.definition, facts.exprs[name.expr].text)) {
      if (binding.kind != Binding::Kind::assignment) continue;
      const facts::Assignment& assignment = facts.assignments[binding.index];
      if (assignment.kind != facts::Assignment::Kind::each || assignment.value == kNone) continue;
      const MeaningRef list = program_.evaluator().evaluate(
          {name.file, assignment.value, assignment.place.definition, name.frame});
      if (!list->is(Kind::list)) continue;
      for (const auto& [_, item] : list->items)
        if (out.size() < kMaxItems) out.push_back(router_of(*item));
    }
    return out;
  }

  void add_call(const RouterId& router, const Origin& call, const std::string& condition) {
    const MeaningRef callee = callee_of(program_, call);
    const auto is_job = [&](const char* job) { return is_listed(names_for(rule_, job), callee->name); };
    if (callee->is(Kind::external)) {
      if (is_job("path")) return add_pattern(router, call, "angle", condition);
      if (is_job("regex-path")) return add_pattern(router, call, "regex", condition);
      if (is_job("same-patterns")) return add(router, program_.evaluator().argument(call, 0, ""), condition);
      if (is_job("language-patterns")) return add_translated(router, call, condition);
      return;
    }
    // A function of the repository that gives a list.
    const MeaningRef list = program_.evaluator().evaluate(call);
    const Origin& at = list->at;
    if (list->is(Kind::list) && at.known() && lists_.emplace(at.file, at.expr).second)
      add(router, {at.file, at.expr, at.definition, at.frame}, condition);
  }

  // Below a language's code, unless the default language goes without and the others are few.
  void add_translated(const RouterId& router, const Origin& call, const std::string& condition) {
    const RouterId inner = router_of_call(call);
    const Origin given = program_.evaluator().argument(call, std::nullopt, "prefix_default_language");
    const bool bare = given.known() && program_.meaning_of(given)->is_constant(facts::Literal::boolean) &&
                      program_.meaning_of(given)->text == "false";
    for (const Origin& pattern : positional_arguments(program_, call)) add(inner, pattern, "");
    mount(router, inner, bare ? "" : "{language}/", condition, spot_of(call));
  }

  Spot spot_of(const Origin& expr) const {
    return {expr.file, program_.files()[expr.file].exprs[expr.expr].range.start};
  }

  void mount(const RouterId& outer, const RouterId& inner, const std::string& prefix,
             const std::string& condition, const Spot& spot) {
    if (!inner.known() || inner == outer) return;
    graph_.mount(outer, {inner, prefix, {}, condition, spot});
  }

  // path("users/", view), path("api/", include("app.urls")), re_path(r"^x/$", view)
  void add_pattern(const RouterId& router, const Origin& call, const std::string& style,
                   const std::string& condition) {
    Origin text = program_.evaluator().argument(call, 0, style == "regex" ? "regex" : "route");
    if (text.known() && is_listed(names_for(rule_, "same-text"), callee_of(program_, text)->name))
      text = program_.evaluator().argument(text, 0, "");
    const auto written = known_text(program_, text);
    const Origin view = program_.evaluator().argument(call, 1, "view");
    if (!written || !view.known()) return;
    const std::string path = plain_path(*written, style);
    const facts::FileFacts& facts = program_.files()[view.file];
    const facts::Expr& shown = facts.exprs[view.expr];
    const bool includes = shown.kind == ExprKind::call &&
                          is_listed(names_for(rule_, "include-patterns"), callee_of(program_, view)->name);
    if (includes) return include(router, view, path, condition);
    const bool mounted = shown.kind == ExprKind::attribute &&
                         is_listed(names_for(rule_, "mounted-by"), facts.text_of(view.expr));
    if (mounted) return add_named(router, view, path, condition);
    if (is_catch_all(*written, style)) return;
    Route pattern;
    pattern.path = path;
    pattern.at = program_.files()[call.file].location_of(call.expr);
    pattern.condition = condition;
    for (Route& route : views_.routes_of(view, pattern))
      graph_.declare(router, std::move(route), spot_of(call));
  }

  // include("app.urls"), include((patterns, "name")), include(router.urls), include([path(...)])
  void include(const RouterId& router, const Origin& call, const std::string& prefix,
               const std::string& condition) {
    Origin given = program_.evaluator().argument(call, 0, "arg");
    if (!given.known()) return;
    const facts::FileFacts& facts = program_.files()[given.file];
    if (const facts::Expr& pair = facts.exprs[given.expr];
        pair.kind == ExprKind::container && pair.container == facts::Container::tuple) {
      const Index first = facts.operand(given.expr, 0);
      const bool one = first != kNone && !is_pattern(given, first);
      if (one) given.expr = first;
    }
    const MeaningRef meaning = program_.evaluator().evaluate(given);
    if (meaning->is_text()) {
      const auto file = program_.modules().resolve(given.file, meaning->text, 0).file;
      if (file) mount(router, patterns_of(*file), prefix, condition, spot_of(call));
    } else if (meaning->is(Kind::module) && meaning->file != UINT32_MAX) {
      mount(router, patterns_of(meaning->file), prefix, condition, spot_of(call));
    } else {
      const RouterId inner = router_of_call(given);
      add(inner, given, "");
      mount(router, inner, prefix, condition, spot_of(call));
    }
  }

  bool is_pattern(const Origin& list, Index element) const {
    const MeaningRef callee = callee_of(program_, {list.file, element, list.definition, list.frame});
    return is_listed(names_for(rule_, "path"), callee->name) ||
           is_listed(names_for(rule_, "regex-path"), callee->name);
  }

  const RouteReading& reading_;
  const Program& program_;
  const FrameworkRule& rule_;
  const DjangoViews& views_;
  RouteGraph& graph_;
  std::set<RouterId> seen_;
  std::set<std::pair<FileIndex, Index>> lists_;
  std::deque<Listed> waiting_;
  std::optional<Listed> replaced_;  // while a list is read that may hold the one it replaces
  std::map<std::tuple<FileIndex, facts::Symbol, std::size_t>, RouterId> earlier_;
  std::map<FileIndex, std::multimap<facts::Symbol, const facts::Call*>> additions_;
};

}  // namespace

void read_django(const RouteReading& reading, RouteGraph& graph) {
  const FrameworkRule rule = with_foundations(reading.program.rules(), reading.rule);
  const DjangoProject project = find_django_project(reading, rule);
  const DjangoViews views(reading, rule, project);
  PatternReader(reading, rule, views, graph).run(project.roots);
  read_view_sets(reading, rule, views, graph);
}

}  // namespace assay::model
