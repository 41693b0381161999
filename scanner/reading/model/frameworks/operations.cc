// Routes that an API document declares: app.add_api("openapi.yml"). Each operation names the function that
// answers it.
#include <algorithm>

#include "common/base/paths.h"
#include "reading/model/frameworks/readers.h"
#include "reading/model/routes/api_document.h"
#include "reading/model/routes/following.h"
#include "reading/model/routes/paths.h"
#include "reading/model/routes/stubs.h"

namespace assay::model {
namespace {

using Kind = Meaning::Kind;

class OperationReader {
 public:
  OperationReader(const RouteReading& reading, RouteGraph& graph)
      : reading_(reading), program_(reading.program), graph_(graph), following_(reading) {}

  void run() {
    for (FileIndex f = 0; f < program_.files().size(); ++f)
      if (reading_.owned[f])
        for (const facts::Call& call : reading_.facts(f).calls)
          note({f, call.expr, call.place.definition, nullptr}, call.place);
  }

 private:
  void note(const Origin& call, facts::Place place) {
    if (!is_listed(words_for(reading_.rule, "document-mount"), following_.method(call))) return;
    const auto name = following_.text(reading_.argument(call, 0, "specification"));
    if (!name || name->empty()) return;
    for (const RouterAt& router : following_.routers(following_.receiver(call))) {
      const Document* document = find_document(call, router.id, *name);
      if (document == nullptr) continue;
      const Origin base = reading_.argument(call, std::nullopt, "base_path");
      const ApiDocument read = read_api_document(*document);
      const auto prefix = base.known() ? following_.text(base) : std::optional(read.base_path);
      if (!prefix) continue;
      const std::string condition =
          both_conditions(router.condition, condition_at(reading_.facts(call.file), place));
      for (const Operation& operation : read.operations)
        declare(router.id, *document, operation, *prefix, condition, call.file);
    }
  }

  // The document as the app looks for it: in the folder its constructor names, below the app's own; else one
  // whose name is the only one of that kind.
  const Document* find_document(const Origin& call, const RouterId& app, const std::string& name) const {
    const std::string folder = folder_of(reading_.facts(call.file).file);
    std::vector<std::string> candidates;
    if (app.kind == RouterId::Kind::call) {
      const Origin made{app.file, app.index, 0, nullptr};
      const auto where = following_.text(reading_.argument(made, std::nullopt, "specification_dir"));
      const std::string home = folder_of(reading_.facts(app.file).file);
      if (where) candidates.push_back(joined(joined(home, *where), name));
      if (where) candidates.push_back(joined(*where, name));
    }
    candidates.push_back(joined(folder, name));
    for (const std::string& candidate : candidates)
      for (const Document& document : program_.documents())
        if (document.file == candidate) return &document;
    const Document* only = nullptr;
    for (const Document& document : program_.documents()) {
      if (name_of(document.file) != name_of(name)) continue;
      if (only != nullptr) return nullptr;
      only = &document;
    }
    return only;
  }

  static std::string joined(const std::string& folder, const std::string& name) {
    return normalised_path(folder.empty() ? name : folder + "/" + name);
  }

  // "api.users.create": the longest part that is a module, then a function of it or of a class in it.
  FunctionPlace function_named(FileIndex from, const std::string& id) const {
    const std::size_t dot = id.rfind('.');
    if (dot == std::string::npos) return {};
    const std::string owner = id.substr(0, dot), name = id.substr(dot + 1);
    const ModuleTarget module = program_.modules().resolve(from, owner, 0);
    MeaningRef found = unknown_meaning();
    if (module.file) {
      found = program_.evaluator().module_member(*module.file, name);
    } else if (const std::size_t class_dot = owner.rfind('.'); class_dot != std::string::npos) {
      const ModuleTarget above = program_.modules().resolve(from, owner.substr(0, class_dot), 0);
      if (above.file) {
        const MeaningRef type = program_.evaluator().module_member(*above.file, owner.substr(class_dot + 1));
        if (type->is(Kind::type)) found = program_.evaluator().member(type, name, {});
      }
    }
    if (found->is(Kind::function)) return {found->file, found->definition};
    return {};
  }

  void declare(const RouterId& app, const Document& document, const Operation& operation,
               const std::string& prefix, const std::string& condition, FileIndex from) {
    Route route;
    route.method = operation.method;
    route.path = plain_path(prefix + operation.path, "braces");
    route.at = {document.file, operation.line, 0, operation.line, 0};
    route.guards = operation.guards;
    route.condition = condition;
    Body body;
    const FunctionPlace function = function_named(from, operation.id);
    if (function.known()) {
      route.handler = handler_name(program_, function.file, function.definition);
      route.stub = only_refuses(reading_, following_, function);
      if (operation.method != "GET")
        add_fields_read_by(program_, reading_.rule, function.file, function.definition, body);
    } else {
      route.handler = operation.id;
    }
    for (const Field& field : operation.body.fields) add_field(body, field);
    route.fields = std::move(body.fields);
    route.form = operation.body.form;
    route.takes_files = operation.body.takes_files;
    graph_.declare(app, std::move(route), {from, 0});
  }

  const RouteReading& reading_;
  const Program& program_;
  RouteGraph& graph_;
  Following following_;
};

}  // namespace

void read_operations(const RouteReading& reading, RouteGraph& graph) {
  OperationReader(reading, graph).run();
}

}  // namespace assay::model
