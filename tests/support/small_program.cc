#include "support/small_program.h"

#include <stdexcept>

#include "common/base/paths.h"
#include "common/base/text.h"
#include "common/rules/load.h"
#include "reading/facts/extract.h"
#include "reading/source/source_tree.h"
#include "reading/supply/manifests.h"

namespace assay::test {
namespace {

Manifest manifest_of(const std::string& file, const std::string& text) {
  if (text.starts_with("{")) {
    Result<Manifest> read = read_package_json(file, text);
    if (!read) throw std::runtime_error(read.problem().what);
    return std::move(*read);
  }
  Manifest manifest;
  manifest.file = file;
  manifest.ecosystem = file.ends_with("package.json") ? Ecosystem::npm : Ecosystem::pypi;
  for (const std::string& line : split(text, '\n')) {
    const std::vector<std::string> words = split(trim(line), ' ');
    if (words.front().empty()) continue;
    Dependency dependency;
    dependency.name = dependency.canonical = words[0];
    if (words.size() > 1) dependency.version = words[1];
    manifest.direct.push_back(dependency);
  }
  return manifest;
}

}  // namespace

const RuleBook& rules() {
  static const RuleBook book = *load_builtin_rules();
  return book;
}

std::unique_ptr<model::Program> small_program(const std::string& text, const RuleBook& rules) {
  model::Program::Input input;
  std::string name, body;
  const auto finish = [&] {
    if (name.empty()) return;
    const auto language = language_of(name);
    if (!language) {
      if (name_of(name).starts_with("tsconfig"))
        input.aliases.push_back(model::read_path_aliases(name, body));
      else
        input.manifests.push_back(manifest_of(name, body));
    } else {
      auto facts = facts::extract_facts(name, *language, body);
      if (!facts) throw std::runtime_error(facts.problem().what);
      input.files.push_back(std::move(*facts));
      input.test_files.push_back(is_test_path(name));
    }
    body.clear();
  };
  for (const std::string& line : split(text, '\n')) {
    if (line.starts_with("#== ")) {
      finish();
      name = std::string(trim(line.substr(4)));
    } else {
      body += line + "\n";
    }
  }
  finish();
  return model::Program::build(std::move(input), rules);
}

std::string meaning_of_name(const model::Program& program, const std::string& file, const std::string& name) {
  for (model::FileIndex f = 0; f < program.files().size(); ++f)
    if (program.files()[f].file == file) return model::describe(*program.evaluator().module_member(f, name));
  return "no such file";
}

}  // namespace assay::test
