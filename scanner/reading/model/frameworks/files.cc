// Routes whose path is the file's own: app/jobs/[job_id]/route.ts answers /jobs/{job_id}, pages/api/jobs.ts
// /api/jobs.
#include <algorithm>
#include <array>
#include <optional>

#include "common/base/text.h"
#include "reading/model/frameworks/file_guards.h"
#include "reading/model/frameworks/file_handlers.h"
#include "reading/model/frameworks/readers.h"
#include "reading/model/routes/fields.h"
#include "reading/model/routes/paths.h"
#include "reading/model/routes/refusals.h"

namespace assay::model {
namespace {

using Kind = Meaning::Kind;

// HEAD and OPTIONS come with the others; they are no routes of their own.
constexpr std::array<std::string_view, 5> kMethods{"GET", "POST", "PUT", "PATCH", "DELETE"};

bool is_method(const std::string& text) {
  return std::find(kMethods.begin(), kMethods.end(), text) != kMethods.end();
}

// "(group)" and "@slot" vanish; a private folder and a catch-all make no path of their own.
std::optional<std::string> path_of(const std::vector<std::string>& parts) {
  std::string path;
  for (const std::string& part : parts) {
    const bool group = part.starts_with("(") && part.ends_with(")");
    if (group || part.starts_with("@")) continue;
    if (part.starts_with("(") || part.starts_with("_") || is_catch_all(part, "brackets")) return std::nullopt;
    path += "/" + plain_path(part, "brackets");
  }
  return path.empty() ? "/" : path;
}

class FileReader {
 public:
  FileReader(const RouteReading& reading, RouteGraph& graph)
      : reading_(reading),
        program_(reading.program),
        graph_(graph),
        folder_(reading.app.app.root == "." ? "" : reading.app.app.root + "/"),
        guards_(reading) {}

  void run() {
    for (FileIndex f = 0; f < program_.files().size(); ++f)
      if (const std::string name = name_of(f); !name.empty()) {
        guards_.note(f, name);
        note_settings(f, name);
      }
    graph_.add_root(root_, prefix_);
    for (FileIndex f = 0; f < program_.files().size(); ++f)
      if (const std::string name = name_of(f); !name.empty()) read(f, name);
  }

 private:
  // Relative to the app's folder; empty for what is not the app's.
  std::string name_of(FileIndex file) const {
    const std::string& name = reading_.facts(file).file;
    return reading_.owned[file] && name.starts_with(folder_) ? name.substr(folder_.size()) : "";
  }

  const std::vector<std::string>& names(const std::string& job) const {
    static const std::vector<std::string> kNone;
    const auto found = reading_.rule.names.find(job);
    return found == reading_.rule.names.end() ? kNone : found->second;
  }

  // next.config.js: { basePath: "/shop" }, perhaps in a wrapper or given by a function.
  void note_settings(FileIndex file, const std::string& name) {
    const std::string stem = name.substr(0, name.rfind('.'));
    if (!is_listed(names("settings-file"), stem)) return;
    const GivenOut given = given_out(program_, file, "default");
    if (!given.found) return;
    Origin at = given.value;
    for (int n = 0; n < 8 && at.known(); ++n) {
      const facts::FileFacts& facts = program_.files()[at.file];
      MeaningRef meaning = program_.evaluator().evaluate(at);
      for (const std::string& key : names("base-path")) {
        const MeaningRef base = meaning->is(Kind::dict) ? item_of(*meaning, key) : nullptr;
        if (base && base->is_text() && base->text.starts_with('/')) prefix_ = base->text;
      }
      if (meaning->is(Kind::dict) || facts.exprs[at.expr].kind != facts::ExprKind::call) return;
      at = {at.file, facts.operand(at.expr, 1), at.definition, nullptr};
    }
  }

  void read(FileIndex file, const std::string& name) {
    std::vector<std::string> parts = split(name, '/');
    const std::size_t dot = parts.back().find('.');
    const std::string stem = parts.back().substr(0, parts.back().rfind('.'));
    if (dot == std::string::npos || name.ends_with(".d.ts")) return;
    parts.pop_back();
    if (!parts.empty() && parts.front() == "src") parts.erase(parts.begin());
    for (const std::string& folder : names("route-folder")) {
      if (parts.empty() || parts.front() != folder || !is_listed(names("route-file"), stem)) continue;
      parts.erase(parts.begin());
      if (const auto path = path_of(parts)) read_exports(file, *path);
      return;
    }
    for (const std::string& folder : names("handler-folder")) {
      const std::vector<std::string> above = split(folder, '/');
      if (parts.size() < above.size() || !std::equal(above.begin(), above.end(), parts.begin())) continue;
      parts.erase(parts.begin());  // "pages", but "api" is part of the path
      if (stem != "index") parts.push_back(stem);
      std::string path;
      for (const std::string& part : parts) {
        if (is_catch_all(part, "brackets")) return;
        path += "/" + plain_path(part, "brackets");
      }
      read_default(file, path);
      return;
    }
  }

  // One function for each method, by the name it is given out under.
  void read_exports(FileIndex file, const std::string& path) {
    for (const std::string_view method : kMethods) {
      const GivenOut given = given_out(program_, file, std::string(method));
      if (!given.found) continue;
      declare(file, path, std::string(method), given.range,
              handler_of(reading_, given, file, std::string(method)), true);
    }
  }

  // One function for all methods, which tells them apart itself.
  void read_default(FileIndex file, const std::string& path) {
    const GivenOut given = given_out(program_, file, "default");
    if (!given.found) return;
    const std::vector<BuiltHandler> built = methods_built(reading_, given.value);
    for (const BuiltHandler& one : built)
      if (one.method == "ANY" || is_method(one.method))
        declare(file, path, one.method, given.range, one.handler, true);
    if (!built.empty()) return;
    FileHandler handler = handler_of(reading_, given, file, "default");
    if (handler.function.known()) {
      const std::string& name =
          reading_.facts(handler.function.file).text(definition_of(handler.function).name);
      handler.name = name.empty()
                         ? reading_.facts(file).file + "#default"
                         : handler_name(program_, handler.function.file, handler.function.definition);
    }
    std::vector<MethodHandler> told;
    if (handler.function.known()) told = methods_told_apart(reading_, handler.function);
    std::erase_if(told, [](const MethodHandler& one) { return !is_method(one.method); });
    const auto bodies = std::count_if(told.begin(), told.end(), [](const MethodHandler& one) {
      return one.method != "GET" && one.method != "DELETE";
    });
    for (const MethodHandler& one : told) {
      FileHandler own = handler;
      if (one.function.known()) own.function = one.function;
      // What the whole function reads belongs to the only method that has a body.
      const bool has_body = one.method != "GET" && one.method != "DELETE";
      declare(file, path, one.method, given.range, own, one.function.known() || (has_body && bodies == 1));
    }
    if (told.empty()) declare(file, path, "ANY", given.range, handler, true);
  }

  const facts::Definition& definition_of(const FunctionPlace& function) const {
    return reading_.facts(function.file).definitions[function.definition];
  }

  void declare(FileIndex file, const std::string& path, const std::string& method, const facts::Range& range,
               const FileHandler& handler, bool reads_body) {
    Route route;
    route.method = method;
    route.path = path == "/" && !prefix_.empty() ? "" : path;
    route.handler = handler.name;
    route.at = reading_.facts(file).location(range);
    route.guards = guards_.before(path);
    route.guards.insert(route.guards.end(), handler.guards.begin(), handler.guards.end());
    if (handler.function.known() && reads_body && method != "GET") {
      Body body;
      add_fields_read_by(program_, reading_.rule, handler.function.file, handler.function.definition, body);
      route.fields = std::move(body.fields);
      route.form = body.form;
      route.takes_files = body.takes_files;
    }
    // What one function answers to several methods is no stub for one of them alone.
    if (reads_body || method == "ANY")
      route.stub = answers_only_refusal(program_, handler.function, refusal_budget_) ||
                   returns_only_refusal(reading_, handler.function, refusal_budget_);
    graph_.declare(root_, std::move(route), {file, range.start});
  }

  const RouteReading& reading_;
  const Program& program_;
  RouteGraph& graph_;
  std::string folder_;
  std::string prefix_;
  FileGuards guards_;
  std::size_t refusal_budget_ = kRefusalBudget;
  RouterId root_{RouterId::Kind::file, UINT32_MAX, 0};
};

}  // namespace

void read_files(const RouteReading& reading, RouteGraph& graph) {
  FileReader(reading, graph).run();
}

}  // namespace assay::model
