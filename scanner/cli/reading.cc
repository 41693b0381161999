#include "cli/reading.h"

#include "cli/code_files.h"
#include "common/base/paths.h"
#include "reading/decisions/decide.h"
#include "reading/facts/extract.h"
#include "reading/source/source_tree.h"
#include "reading/supply/footprint.h"
#include "reading/supply/manifests.h"

namespace assay {
namespace {

std::vector<SourceFile> code_files(const SourceTree& tree) {
  std::vector<SourceFile> files;
  for (const SourceFile& file : tree.files)
    if (file.language) files.push_back(file);
  return files;
}

std::vector<model::PathAliases> read_aliases(const SourceTree& tree) {
  std::vector<model::PathAliases> aliases;
  for (const SourceFile& file : tree.files) {
    if (!is_path_config(name_of(file.path))) continue;
    if (const Result<std::string> bytes = read_source(tree, file))
      aliases.push_back(model::read_path_aliases(file.path, *bytes));
  }
  return aliases;
}

// The words an API document begins with. Data that only mentions them further down is no such document.
bool describes_an_api(std::string_view text) {
  constexpr std::size_t kHead = 4'000;
  const std::string_view head = text.substr(0, kHead);
  return head.find("openapi") != std::string_view::npos || head.find("swagger") != std::string_view::npos;
}

std::vector<model::Document> read_documents(const SourceTree& tree) {
  constexpr std::size_t kMaxBytes = 8'000'000;  // of all together
  std::vector<model::Document> documents;
  std::size_t sum = 0;
  for (const SourceFile& file : tree.documents) {
    if (file.test || sum + file.bytes > kMaxBytes) continue;
    Result<std::string> bytes = read_source(tree, file);
    if (!bytes || !describes_an_api(*bytes)) continue;
    sum += bytes->size();
    documents.push_back({file.path, std::move(*bytes)});
  }
  return documents;
}

void leave_out(const std::vector<LeftOut>& files, ReadResult& result) {
  for (const LeftOut& file : files) result.left_out.push_back({file.path, file.cause, false});
}

// Facts go to the program; what is missing of a file goes to left_out. What only a switched-off prefilter had
// parsed is in no count or list.
model::Program::Input collect(const std::vector<SourceFile>& files, std::vector<CodeFile> read,
                              ReadResult& result) {
  model::Program::Input input;
  for (std::size_t i = 0; i < files.size(); ++i) {
    CodeFile& file = read[i];
    if (file.of_interest && !file.cause.empty())
      result.left_out.push_back({files[i].path, file.cause, file.facts.has_value()});
    result.source_files += file.of_interest && file.facts.has_value();
    result.readable_files += file.cause.empty() || file.facts.has_value();
    if (!file.facts) {
      input.passed_by.push_back({files[i].path, *files[i].language});
      continue;
    }
    input.files.push_back(std::move(*file.facts));
    input.test_files.push_back(files[i].test);
  }
  return input;
}

model::ModuleResolver resolver_of(const std::vector<SourceFile>& files,
                                  const std::vector<Manifest>& manifests, const RuleBook& rules,
                                  std::vector<model::PathAliases> aliases) {
  std::vector<model::ModuleFile> modules;
  for (const SourceFile& file : files) modules.push_back({file.path, *file.language});
  return {std::move(modules), files.size(), manifests, rules, std::move(aliases)};
}

// A folder with its source files read.
struct TreeRead {
  SourceTree tree;
  std::vector<SourceFile> files;
  ManifestsRead manifests;
  std::vector<model::PathAliases> aliases;
  std::vector<model::Document> documents;
  std::vector<CodeFile> code;  // beside files
  std::vector<std::string> named_elsewhere;
};

Result<TreeRead> read_tree(const std::filesystem::path& folder, const RuleBook& rules,
                           const ReadingOptions& options) {
  Result<SourceTree> tree = list_source_tree(folder, options.max_file);
  if (!tree) return tree.problems();
  const Result<Prefilter> prefilter = Prefilter::compile(rules);
  if (!prefilter) return prefilter.problems();
  TreeRead read;
  read.tree = std::move(*tree);
  read.files = code_files(read.tree);
  read.manifests = read_manifests(read.tree);
  read.aliases = read_aliases(read.tree);
  const model::ModuleResolver modules =
      resolver_of(read.files, read.manifests.manifests, rules, read.aliases);
  read.documents = read_documents(read.tree);
  const CodeToRead code{read.tree, read.files, modules, read.documents, *prefilter, rules, options};
  read.code = read_code_files(code);
  read.named_elsewhere = names_elsewhere(code, read.code);
  return read;
}

}  // namespace

Result<std::vector<std::string>> list_parsed_files(const std::filesystem::path& folder, const RuleBook& rules,
                                                   const ReadingOptions& options) {
  const Result<TreeRead> read = read_tree(folder, rules, options);
  if (!read) return read.problems();
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < read->files.size(); ++i)
    if (read->code[i].facts) paths.push_back(read->files[i].path);
  return paths;
}

Result<facts::FileFacts> facts_of_file(const std::string& path) {
  const auto language = language_of(path);
  if (!language)
    return Problem{ProblemKind::usage, path, "is no source file assay reads",
                   "It reads Python, JavaScript and TypeScript, told by a file's ending."};
  const std::filesystem::path file(path);
  SourceTree tree;
  tree.root = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  SourceFile source{file.filename().string(), language, 0, false};
  const Result<std::string> bytes = read_source(tree, source);
  if (!bytes) return bytes.problems();
  return facts::extract_facts(source.path, *language, *bytes);
}

Result<ReadResult> read_repository(const std::filesystem::path& folder, const RuleBook& rules,
                                   const ReadingOptions& options) {
  Result<TreeRead> read = read_tree(folder, rules, options);
  if (!read) return read.problems();
  ReadResult result;
  leave_out(read->tree.left_out, result);
  leave_out(read->manifests.left_out, result);
  result.manifests = std::move(read->manifests.manifests);
  model::Program::Input input = collect(read->files, std::move(read->code), result);
  input.manifests = result.manifests;
  input.documents = std::move(read->documents);
  input.aliases = std::move(read->aliases);
  input.named_elsewhere = std::move(read->named_elsewhere);
  const auto program = model::Program::build(std::move(input), rules);
  const std::vector<model::FoundApp> apps = model::find_apps(*program);
  result.decisions = decide(*program, apps);
  for (const model::FoundApp& app : apps) {
    result.apps.push_back(app.app);
    result.decisions.push_back(dependency_footprint(app.app, result.manifests, rules));
  }
  return result;
}

}  // namespace assay
