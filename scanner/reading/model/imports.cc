#include "reading/model/imports.h"

#include <algorithm>
#include <string_view>

namespace assay::model {
namespace {

constexpr std::size_t kMaxParts = 20;  // of a dotted name; nobody nests packages deeper

class Gatherer {
 public:
  Gatherer(FileIndex file, const ModuleResolver& modules) : file_(file), modules_(modules) {}

  void take(const ModuleTarget& target) {
    if (target.file) found_.push_back(*target.file);
  }

  void take_module(std::string_view module, int level, std::string_view name) {
    const ModuleTarget target = modules_.resolve(file_, module, level);
    take(target);
    if (name.empty() || name == "*") return;
    if (const auto part = modules_.submodule(target, name)) found_.push_back(*part);
  }

  // `import a.b.c` makes a, a.b and a.b.c.
  void take_dotted(std::string_view module) {
    std::size_t parts = 0;
    for (std::size_t dot = module.find('.'); dot != std::string_view::npos && ++parts < kMaxParts;
         dot = module.find('.', dot + 1))
      take(modules_.resolve(file_, module.substr(0, dot), 0));
    take(modules_.resolve(file_, module, 0));
  }

  std::vector<FileIndex> sorted() {
    std::sort(found_.begin(), found_.end());
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    return std::move(found_);
  }

 private:
  FileIndex file_;
  const ModuleResolver& modules_;
  std::vector<FileIndex> found_;
};

}  // namespace

std::vector<FileIndex> imported_files(const facts::FileFacts& facts, FileIndex file,
                                      const ModuleResolver& modules) {
  Gatherer gatherer(file, modules);
  for (const facts::Import& import : facts.imports) {
    const std::string& name = facts.text(import.name);
    if (facts.language == Language::python && name.empty() && import.level == 0)
      gatherer.take_dotted(facts.text(import.module));
    else
      gatherer.take_module(facts.text(import.module), import.level, name);
  }
  for (const facts::Export& item : facts.exports)
    if (item.module != 0) gatherer.take_module(facts.text(item.module), 0, "");
  // require("./routes")(app): bound to no name.
  for (const facts::Call& call : facts.calls) {
    if (facts.language == Language::python) break;
    const facts::Index callee = facts.operand(call.expr, 0), given = facts.operand(call.expr, 1);
    if (given == facts::kNone || facts.exprs[given].kind != facts::ExprKind::literal) continue;
    const bool loads = facts.text_of(call.expr) == "import" ||
                       (callee != facts::kNone && facts.exprs[callee].kind == facts::ExprKind::name &&
                        facts.text_of(callee) == "require");
    if (loads) gatherer.take_module(facts.text_of(given), 0, "");
  }
  return gatherer.sorted();
}

}  // namespace assay::model
