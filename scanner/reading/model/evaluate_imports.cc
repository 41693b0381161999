// Imports: what a name from another module means, through re-exports, to its file or its distribution.
#include "reading/model/evaluator.h"

namespace assay::model {
namespace {

using Kind = Meaning::Kind;

constexpr std::size_t kMaxAlternatives = 4;
constexpr int kMaxReExports = 8;

}  // namespace

MeaningRef Evaluator::target_meaning(const ModuleTarget& target) const {
  auto meaning = std::make_shared<Meaning>();
  if (target.file || !target.package_folder.empty()) {
    meaning->kind = Kind::module;
    meaning->file = target.file.value_or(UINT32_MAX);
    meaning->text = target.package_folder;
    return meaning;
  }
  if (target.distribution.empty()) return unknown_meaning();
  meaning->kind = Kind::external;
  meaning->name = target.name;
  meaning->distribution = target.distribution;
  meaning->library = target.library;
  return meaning;
}

MeaningRef Evaluator::target_member(const ModuleTarget& target, const std::string& name) {
  if (target.file) {
    const MeaningRef found = module_member(*target.file, name);
    if (!found->is(Kind::unknown)) return found;
  }
  if (const auto file = modules_.submodule(target, name)) {
    ModuleTarget inner;
    inner.file = file;
    return target_meaning(inner);
  }
  if (std::string folder = modules_.subpackage(target, name); !folder.empty()) {
    ModuleTarget inner;
    inner.package_folder = std::move(folder);
    return target_meaning(inner);
  }
  if (target.file || !target.package_folder.empty()) return unknown_meaning();
  const MeaningRef outer = target_meaning(target);
  return outer->is(Kind::external) ? library_member(outer, name, {}) : outer;
}

MeaningRef Evaluator::import_meaning(FileIndex file, const facts::Import& import) {
  const facts::FileFacts& facts = files_[file];
  const std::string& module = facts.text(import.module);
  const std::string& name = facts.text(import.name);
  if (facts.language == Language::python) {
    if (!name.empty()) return target_member(modules_.resolve(file, module, import.level), name);
    // `import a.b` binds a; `import a.b as c` binds b.
    const std::string first = module.substr(0, module.find('.'));
    return target_meaning(modules_.resolve(file, facts.text(import.local) == first ? first : module, 0));
  }
  const ModuleTarget target = modules_.resolve(file, module, 0);
  if (!target.file) {
    if (name.empty() || name == "default") return target_meaning(target);
    return target_member(target, name);
  }
  if (!name.empty()) return javascript_export(*target.file, name, 0);
  // require() of a CommonJS module gives what module.exports was set to.
  if (import.via != facts::Import::Via::import_) {
    MeaningRef whole = javascript_export(*target.file, "default", 0);
    if (!whole->is(Kind::unknown)) return whole;
  }
  return target_meaning(target);
}

// require("m") and import("m") where they stand as expressions; null for any other call.
// importlib.import_module("bcrypt"); a relative name hangs on a package that is told apart and is left alone.
MeaningRef Evaluator::imported_by_name(const Origin& call) {
  const facts::FileFacts& facts = files_[call.file];
  if (facts.text_of(facts.operand(call.expr, 0)) != "import_module") return nullptr;
  const MeaningRef callee = evaluate(at(call, facts.operand(call.expr, 0)));
  if (!callee->is(Kind::external) || callee->name != "importlib.import_module") return nullptr;
  const Origin module = argument(call, 0, "name");
  const MeaningRef name = module.known() ? evaluate(module) : unknown_meaning();
  if (!name->is_text() || name->text.starts_with(".")) return nullptr;
  return target_meaning(modules_.resolve(call.file, name->text, 0));
}

MeaningRef Evaluator::loaded_module(const Origin& call) {
  const facts::FileFacts& facts = files_[call.file];
  if (facts.language == Language::python) return imported_by_name(call);
  const bool dynamic = facts.text_of(call.expr) == "import";
  const Index callee = facts.operand(call.expr, 0);
  const facts::Expr& written = facts.exprs[callee];
  const bool require = written.kind == facts::ExprKind::name && facts.text(written.text) == "require" &&
                       scopes_[call.file].visible(call.definition, written.text).empty();
  if (!dynamic && !require) return nullptr;
  const Origin module = argument(call, 0, "");
  if (!module.known()) return nullptr;
  const MeaningRef name = evaluate(module);
  if (!name->is_text()) return nullptr;
  const ModuleTarget target = modules_.resolve(call.file, name->text, 0);
  if (target.file && require) {
    MeaningRef whole = javascript_export(*target.file, "default", 0);
    if (!whole->is(Kind::unknown)) return whole;
  }
  return target_meaning(target);
}

MeaningRef Evaluator::javascript_export(FileIndex file, const std::string& name, int depth) {
  if (depth > kMaxReExports) return unknown_meaning();
  const facts::FileFacts& facts = files_[file];
  const auto follow = [&](const facts::Export& item, const std::string& wanted) -> MeaningRef {
    const ModuleTarget target = modules_.resolve(file, facts.text(item.module), 0);
    if (target.file)
      return wanted.empty() ? target_meaning(target) : javascript_export(*target.file, wanted, depth + 1);
    return wanted.empty() ? target_meaning(target) : target_member(target, wanted);
  };
  for (const facts::Export& item : facts.exports) {
    if (facts.text(item.name) != name) continue;
    if (item.module != 0) return follow(item, facts.text(item.local));
    if (item.value != kNone) return evaluate({file, item.value, 0, nullptr});
    const std::vector<Binding>& bindings = scopes_[file].in(0, item.local);
    // The last binding is the one in force once the module has run.
    if (!bindings.empty()) return binding_meaning(bindings.back(), {file, 0, 0, nullptr});
  }
  for (const facts::Export& item : facts.exports)
    if (facts.text(item.name) == "*" && item.module != 0) {
      MeaningRef found = follow(item, name);
      if (!found->is(Kind::unknown)) return found;
    }
  // `import {a} from` a module whose exports were set as one object.
  if (name != "default") {
    for (const facts::Export& item : facts.exports)
      if (facts.text(item.name) == "default" && item.value != kNone) {
        const MeaningRef whole = evaluate({file, item.value, 0, nullptr});
        MeaningRef found = member(whole, name, {file, item.value, 0, nullptr});
        if (!found->is(Kind::unknown)) return found;
      }
  }
  return unknown_meaning();
}

MeaningRef Evaluator::module_member(FileIndex file, const std::string& name) {
  if (file >= files_.size()) return unknown_meaning();
  if (!members_under_way_.emplace(file, name).second) return unknown_meaning();
  MeaningRef found = unknown_meaning();
  if (files_[file].language != Language::python) {
    found = javascript_export(file, name, 0);
  } else if (const auto symbol = symbol_in(file, name)) {
    const std::vector<Binding>& bindings = scopes_[file].in(0, *symbol);
    std::vector<MeaningRef> alternatives;
    for (auto binding = bindings.rbegin();
         binding != bindings.rend() && alternatives.size() < kMaxAlternatives; ++binding) {
      const bool type_only = binding->kind == Binding::Kind::import &&
                             files_[file].imports[binding->index].type_only && bindings.size() > 1;
      if (type_only) continue;  // none at run time
      MeaningRef meaning = binding_meaning(*binding, {file, 0, 0, nullptr});
      if (!(meaning->is_constant(facts::Literal::null) && bindings.size() > 1))
        alternatives.push_back(std::move(meaning));
    }
    found = either(std::move(alternatives), {});
  }
  if (found->is(Kind::unknown)) {
    const facts::FileFacts& facts = files_[file];
    for (const facts::Import& import : facts.imports) {
      if (facts.text(import.name) != "*") continue;
      const ModuleTarget target = modules_.resolve(file, facts.text(import.module), import.level);
      if (!target.file) continue;
      found = module_member(*target.file, name);
      if (!found->is(Kind::unknown)) break;
    }
  }
  members_under_way_.erase({file, name});
  return found;
}

}  // namespace assay::model
