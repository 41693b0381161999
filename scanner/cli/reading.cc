#include "cli/reading.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>

#include "common/base/parallel.h"
#include "common/base/paths.h"
#include "common/base/text.h"
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

// What became of one file.
struct ReadFile {
  std::optional<facts::FileFacts> facts;
  std::string cause;  // why there are no facts, or not all
};

std::string what_was_lost(const facts::FileFacts& facts) {
  std::vector<std::string> parts;
  if (facts.error_nodes > 0)
    parts.push_back(fmt::format("{} the grammar could not read", counted(facts.error_nodes, "place")));
  const std::size_t cut = facts.cut_expressions + facts.cut_blocks;
  if (cut > 0) parts.push_back(fmt::format("{} nested too deep", counted(cut, "place")));
  return fmt::format("{}", fmt::join(parts, ", "));
}

ReadFile read_code(const SourceTree& tree, const SourceFile& file) {
  const Result<std::string> bytes = read_source(tree, file);
  if (!bytes) return {std::nullopt, bytes.problem().what};
  Result<facts::FileFacts> facts = facts::extract_facts(file.path, *file.language, *bytes);
  if (!facts) return {std::nullopt, facts.problem().what};
  std::string lost = what_was_lost(*facts);
  return {std::move(*facts), std::move(lost)};
}

std::vector<ReadFile> read_all(const SourceTree& tree, const std::vector<SourceFile>& files,
                               std::size_t jobs) {
  std::vector<ReadFile> read(files.size());
  for_each_index(files.size(), jobs, [&](std::size_t i) { read[i] = read_code(tree, files[i]); });
  return read;
}

// Facts go to the program; what is missing of a file goes to left_out.
model::Program::Input collect(const std::vector<SourceFile>& files, std::vector<ReadFile> read,
                              ReadResult& result) {
  model::Program::Input input;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!read[i].cause.empty())
      result.left_out.push_back({files[i].path, read[i].cause, read[i].facts.has_value()});
    if (!read[i].facts) continue;
    input.files.push_back(std::move(*read[i].facts));
    input.test_files.push_back(files[i].test);
  }
  result.source_files = input.files.size();
  return input;
}

std::vector<model::PathAliases> read_aliases(const SourceTree& tree) {
  std::vector<model::PathAliases> aliases;
  for (const SourceFile& file : tree.files) {
    const std::string name = name_of(file.path);
    const bool holds_aliases =
        (name.starts_with("tsconfig") || name.starts_with("jsconfig")) && name.ends_with(".json");
    if (!holds_aliases) continue;
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

}  // namespace

Result<std::vector<std::string>> list_parsed_files(const std::filesystem::path& folder) {
  const Result<SourceTree> tree = list_source_tree(folder);
  if (!tree) return tree.problems();
  std::vector<std::string> paths;
  for (const SourceFile& file : code_files(*tree)) paths.push_back(file.path);
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
                                   std::size_t jobs) {
  const Result<SourceTree> tree = list_source_tree(folder);
  if (!tree) return tree.problems();
  ReadResult result;
  leave_out(tree->left_out, result);
  ManifestsRead manifests = read_manifests(*tree);
  leave_out(manifests.left_out, result);
  result.manifests = std::move(manifests.manifests);
  const std::vector<SourceFile> files = code_files(*tree);
  model::Program::Input input = collect(files, read_all(*tree, files, jobs), result);
  input.manifests = result.manifests;
  input.aliases = read_aliases(*tree);
  input.documents = read_documents(*tree);
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
