#include "reading/model/routes/written.h"

namespace assay::model {
namespace {

using facts::ExprKind;

constexpr int kMaxSteps = 8;
constexpr int kMaxExports = 64;  // modules asked for one name: they may give out each other's in circles

struct Bound {
  Origin value;
  FileIndex file = 0;
  Index definition = kNone;
  const facts::Import* import = nullptr;
};

// What a name's last binding seen from a definition gives it.
Bound bound(const Program& program, FileIndex file, Index definition, facts::Symbol name) {
  Bound out;
  out.file = file;
  const facts::FileFacts& facts = program.files()[file];
  const std::vector<Binding>& bindings = program.evaluator().scopes(file).visible(definition, name);
  if (bindings.empty()) return out;
  const Binding& last = bindings.back();
  if (last.kind == Binding::Kind::definition) out.definition = last.index;
  if (last.kind == Binding::Kind::import) out.import = &facts.imports[last.index];
  if (last.kind == Binding::Kind::assignment && last.path.empty()) {
    const facts::Assignment& assignment = facts.assignments[last.index];
    out.value = {file, assignment.value, assignment.place.definition, nullptr};
  }
  return out;
}

GivenOut given_out(const Program& program, FileIndex file, const std::string& name, int& budget);

GivenOut imported(const Program& program, FileIndex file, const std::string& module, int level,
                  const std::string& name, int& budget) {
  const ModuleTarget target = program.modules().resolve(file, module, level);
  return target.file ? given_out(program, *target.file, name, budget) : GivenOut{};
}

// A local name of a module, as its top level knows it.
GivenOut local_name(const Program& program, FileIndex file, facts::Symbol name, int& budget) {
  const facts::FileFacts& facts = program.files()[file];
  const Bound there = bound(program, file, 0, name);
  GivenOut out;
  out.found = true;
  out.file = file;
  out.value = there.value;
  out.definition = there.definition;
  if (there.import != nullptr) {
    GivenOut further = imported(program, file, facts.text(there.import->module), there.import->level,
                                facts.text(there.import->name), budget);
    if (further.found) return further;
  }
  return out;
}

GivenOut given_out(const Program& program, FileIndex file, const std::string& name, int& budget) {
  const facts::FileFacts& facts = program.files()[file];
  if (--budget < 0) return {};
  if (facts.language == Language::python) {
    const auto symbol = facts.symbols.find(name);
    return symbol ? local_name(program, file, *symbol, budget) : GivenOut{};
  }
  for (const facts::Export& item : facts.exports) {
    const std::string& exported = facts.text(item.name);
    if (exported != name && exported != "*") continue;
    GivenOut out;
    if (item.module != 0) {
      const std::string wanted = exported == "*" ? name : facts.text(item.local);
      out = imported(program, file, facts.text(item.module), 0, wanted, budget);
      if (exported == "*" && (!out.found || name == "default")) continue;
    } else if (item.local != 0) {
      out = local_name(program, file, item.local, budget);
    } else {
      out.value = {file, item.value, 0, nullptr};
    }
    out.found = true;
    out.range = item.range;
    return out;
  }
  return {};
}

}  // namespace

Origin written_at(const Program& program, const Origin& name) {
  Origin here = name;
  int budget = kMaxExports;
  for (int n = 0; n < kMaxSteps && here.known(); ++n) {
    const facts::FileFacts& facts = program.files()[here.file];
    if (facts.exprs[here.expr].kind != ExprKind::name) return n == 0 ? Origin{} : here;
    const Bound there = bound(program, here.file, here.definition, facts.exprs[here.expr].text);
    if (there.value.known()) {
      here = there.value;
    } else if (there.import != nullptr) {
      here = imported(program, here.file, facts.text(there.import->module), there.import->level,
                      facts.text(there.import->name), budget)
                 .value;
    } else {
      return n == 0 ? Origin{} : here;
    }
  }
  return {};
}

GivenOut given_out(const Program& program, FileIndex file, const std::string& name) {
  int budget = kMaxExports;
  return given_out(program, file, name, budget);
}

}  // namespace assay::model
