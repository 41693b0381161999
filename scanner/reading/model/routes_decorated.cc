// Routes that a decorator declares on an app or a router: @router.get("/x"), with routers mounted under
// prefixes.
#include <algorithm>
#include <map>
#include <set>

#include "common/base/text.h"
#include "reading/model/apps.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;
using Maker = std::pair<FileIndex, Index>;  // the call that made an app or router

constexpr int kMaxMounts = 16;

class RouteFinder {
 public:
  RouteFinder(const Program& program, const FoundApp& app)
      : program_(program), app_(app), rule_(*app.framework) {}

  std::vector<Route> run() {
    find_mounts();
    for (FileIndex f = 0; f < program_.files().size(); ++f)
      if (!program_.is_test(f)) declare_in(f);
    std::sort(routes_.begin(), routes_.end(), [](const Route& a, const Route& b) {
      return std::tie(a.path, a.method, a.at) < std::tie(b.path, b.method, b.at);
    });
    return std::move(routes_);
  }

 private:
  static bool listed(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  }

  std::string text_argument(const Origin& call, std::optional<int> position,
                            const std::string& keyword) const {
    const Origin given = program_.evaluator().argument(call, position, keyword);
    if (!given.known()) return "";
    const MeaningRef meaning = program_.meaning_of(given);
    if (meaning->is_text()) return meaning->text;
    return meaning->is(Kind::environment) && meaning->fallback && meaning->fallback->is_text()
               ? meaning->fallback->text
               : "";
  }

  // Who mounts whom: target.include_router(router, prefix=...).
  void find_mounts() {
    for (const CallSite& site : program_.call_sites()) {
      const facts::FileFacts& facts = program_.files()[site.origin.file];
      const Index callee = facts.operand(site.origin.expr, 0);
      if (site.test || callee == kNone || facts.exprs[callee].kind != ExprKind::attribute) continue;
      if (!listed(rule_.include, facts.text_of(callee))) continue;
      const Maker target =
          maker_of({site.origin.file, facts.operand(callee, 0), site.origin.definition, nullptr});
      const Maker mounted = maker_of(program_.evaluator().argument(site.origin, 0, "router"));
      if (target.second == kNone || mounted.second == kNone) continue;
      mounts_[mounted].push_back({target, text_argument(site.origin, std::nullopt, "prefix")});
    }
  }

  Maker maker_of(const Origin& origin) const {
    if (!origin.known()) return {0, kNone};
    const MeaningRef meaning = program_.evaluator().evaluate(origin);
    if (!meaning->is(Kind::instance) || !meaning->made_by.known()) return {0, kNone};
    return {meaning->made_by.file, meaning->made_by.expr};
  }

  // The prefixes under which a router answers in this app.
  std::vector<std::string> prefixes_of(const Maker& maker, int depth) const {
    const bool is_app = app_.constructor.file == maker.first && app_.constructor.expr == maker.second;
    if (is_app) return {""};
    if (depth > kMaxMounts) return {};
    const Index definition = 0;
    const std::string own =
        text_argument({maker.first, maker.second, definition, nullptr}, std::nullopt, "prefix");
    std::vector<std::string> out;
    const auto found = mounts_.find(maker);
    if (found == mounts_.end()) return out;
    for (const auto& [target, prefix] : found->second)
      for (const std::string& outer : prefixes_of(target, depth + 1)) out.push_back(outer + prefix + own);
    return out;
  }

  void declare_in(FileIndex file) {
    const facts::FileFacts& facts = program_.files()[file];
    for (Index d = 1; d < facts.definitions.size(); ++d) {
      const facts::Definition& definition = facts.definitions[d];
      for (std::uint32_t n = 0; n < definition.decorators_count; ++n)
        declare(file, d, facts.decorators[definition.decorators_first + n]);
    }
  }

  void declare(FileIndex file, Index definition, Index decorator) {
    const facts::FileFacts& facts = program_.files()[file];
    if (facts.exprs[decorator].kind != ExprKind::call) return;
    const Index callee = facts.operand(decorator, 0);
    if (callee == kNone || facts.exprs[callee].kind != ExprKind::attribute) return;
    const std::string& method = facts.text_of(callee);
    if (!listed(rule_.methods, method)) return;
    const Index outside =
        facts.definitions[definition].parent == kNone ? 0 : facts.definitions[definition].parent;
    const Maker maker = maker_of({file, facts.operand(callee, 0), outside, nullptr});
    if (maker.second == kNone) return;
    const std::string path = text_argument({file, decorator, outside, nullptr}, 0, "path");
    for (const std::string& prefix : prefixes_of(maker, 0)) {
      Route route;
      for (const char c : method)
        route.method += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      route.path = prefix + path;
      if (route.path.empty()) route.path = "/";
      route.handler = facts.file + "#" + facts.text(facts.definitions[definition].name);
      route.at = facts.location_of(decorator);
      fill_parameters(file, definition, route);
      routes_.push_back(std::move(route));
    }
  }

  // A parameter whose type is a class of the repository is a body model: its fields, those of its bases
  // first.
  void fill_parameters(FileIndex file, Index definition, Route& route) const {
    const facts::FileFacts& facts = program_.files()[file];
    for (Index p = 0; p < facts.definitions[definition].parameters.size(); ++p) {
      const facts::Parameter& parameter = facts.definitions[definition].parameters[p];
      if (parameter.annotation == kNone) continue;
      std::set<std::string> seen;
      const MeaningRef type = program_.evaluator().evaluate({file, parameter.annotation, 0, nullptr});
      if (type->is(Kind::type)) add_fields(type->file, type->definition, route, seen, 0);
      if (type->is(Kind::external) && listed(rule_.file_types, type->name)) route.takes_files = true;
    }
  }

  void add_fields(FileIndex file, Index definition, Route& route, std::set<std::string>& seen,
                  int depth) const {
    if (depth > kMaxMounts) return;
    const facts::FileFacts& facts = program_.files()[file];
    for (const Index base : facts.definitions[definition].bases) {
      const MeaningRef type = program_.evaluator().evaluate({file, base, 0, nullptr});
      if (type->is(Kind::type)) add_fields(type->file, type->definition, route, seen, depth + 1);
    }
    for (const facts::Assignment& field : facts.assignments) {
      if (field.place.definition != definition || field.target == kNone || field.annotation == kNone)
        continue;
      if (facts.exprs[field.target].kind != ExprKind::name) continue;
      const std::string& name = facts.text_of(field.target);
      if (!seen.insert(name).second) continue;
      route.fields.push_back({name, facts::dotted_name(facts, field.annotation), field.value == kNone});
    }
  }

  const Program& program_;
  const FoundApp& app_;
  const FrameworkRule& rule_;
  std::map<Maker, std::vector<std::pair<Maker, std::string>>> mounts_;
  std::vector<Route> routes_;
};

}  // namespace

std::vector<Route> decorated_routes(const Program& program, const FoundApp& app) {
  return RouteFinder(program, app).run();
}

}  // namespace assay::model
