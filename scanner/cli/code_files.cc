#include "cli/code_files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cctype>
#include <set>
#include <string_view>
#include <unordered_set>

#include "common/base/byte_budget.h"
#include "common/base/parallel.h"
#include "common/base/paths.h"
#include "common/base/text.h"
#include "reading/facts/extract.h"
#include "reading/facts/facts_cache.h"
#include "reading/model/imports.h"

namespace assay {
namespace {

std::string what_was_lost(const facts::FileFacts& facts) {
  std::vector<std::string> parts;
  if (facts.error_nodes > 0)
    parts.push_back(fmt::format("{} the grammar could not read", counted(facts.error_nodes, "place")));
  const std::size_t cut = facts.cut_expressions + facts.cut_blocks;
  if (cut > 0) parts.push_back(fmt::format("{} nested too deep", counted(cut, "place")));
  return fmt::format("{}", fmt::join(parts, ", "));
}

bool is_name_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || c == '_' || c == '$' || byte >= 0x80;
}

// The words of a text that could be names; they are parts of it, and live as long.
template <class Take>
void each_name(std::string_view text, const Take& take) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_name_byte(text[end])) ++end;
    if (end > at) take(text.substr(at, end - at));
    at = end + 1;
  }
}

using Names = std::unordered_set<std::string_view>;

class CodeReader {
 public:
  explicit CodeReader(const CodeToRead& code)
      : code_(code),
        read_(code.files.size()),
        under_parse_(limits::kMaxBytesUnderParse),
        cache_(code.options.cache ? facts::FactsCache::default_folder() : "") {}

  std::vector<CodeFile> run() {
    for (const model::Document& document : code_.documents)
      each_name(document.text, [&](std::string_view word) { named_by_documents_.insert(word); });
    for_each_index(read_.size(), code_.options.jobs, [&](std::size_t i) { sieve(i); });
    std::vector<std::size_t> fresh;
    for (std::size_t i = 0; i < read_.size(); ++i)
      if (read_[i].of_interest) fresh.push_back(i);
    while (!fresh.empty()) {
      std::vector<std::size_t> found = fresh;
      while (!fresh.empty()) {
        fresh = follow_imports(fresh);
        found.insert(found.end(), fresh.begin(), fresh.end());
      }
      fresh = find_importers(found);
    }
    cache_.trim();
    return std::move(read_);
  }

 private:
  const SourceFile& file(std::size_t i) const { return code_.files[i]; }

  // One reading of the bytes serves both questions: whether to parse, and what is there.
  void sieve(std::size_t i) {
    const Result<std::string> bytes = read_source(code_.tree, file(i));
    if (!bytes) {
      read_[i] = {std::nullopt, bytes.problem().what, true};
      return;
    }
    read_[i].of_interest = named_by_documents_.contains(module_name(file(i).path)) ||
                           code_.prefilter.is_triggered(file(i).path, *file(i).language, *bytes);
    if (read_[i].of_interest || !code_.options.prefilter) parse(i, *bytes);
  }

  void parse(std::size_t i, const std::string& bytes) {
    Result<facts::FileFacts> facts = facts_of(file(i), bytes);
    if (!facts) {
      read_[i].cause = facts.problem().what;
      return;
    }
    read_[i].cause = what_was_lost(*facts);
    read_[i].facts = std::move(*facts);
  }

  Result<facts::FileFacts> facts_of(const SourceFile& file, const std::string& bytes) {
    const std::string key = cache_.is_on() ? facts::FactsCache::key_of(*file.language, bytes) : "";
    if (auto known = cache_.find(key, file.path, *file.language)) return std::move(*known);
    const ByteBudget::Share share(under_parse_, bytes.size());
    Result<facts::FileFacts> facts = facts::extract_facts(file.path, *file.language, bytes);
    if (facts) cache_.keep(key, *facts);
    return facts;
  }

  // A file without a trigger, asked for after all: its bytes were let go.
  void parse_later(std::size_t i) {
    if (read_[i].facts || !read_[i].cause.empty()) return;
    const Result<std::string> bytes = read_source(code_.tree, file(i));
    if (bytes)
      parse(i, *bytes);
    else
      read_[i].cause = bytes.problem().what;
  }

  // What stands for a file where it is imported: its name without ending, or its folder's.
  static std::string module_name(const std::string& path) {
    const std::string name = name_of(path);
    const std::string stem = name.substr(0, name.rfind('.'));
    return stem == "index" || stem == "__init__" ? name_of(folder_of(path)) : stem;
  }

  Triggers imports_of(const std::vector<std::size_t>& found) {
    Triggers triggers;
    for (const std::size_t i : found) {
      const bool python = *file(i).language == Language::python;
      const std::string name = module_name(file(i).path);
      if (name.empty() || !sought_.insert((python ? "python " : "javascript ") + name).second) continue;
      const TriggerWord word{
          name, python ? TriggerWord::As::python_import : TriggerWord::As::module_path, {}};
      triggers.list.push_back({{word}, python, !python});
    }
    return triggers;
  }

  // Each name is sought once, so this ends.
  std::vector<std::size_t> find_importers(const std::vector<std::size_t>& found) {
    Triggers triggers = imports_of(found);
    if (triggers.list.empty()) return {};
    const Result<Prefilter> imports = Prefilter::compile(std::move(triggers), code_.rules);
    std::vector<char> importing(read_.size(), 0);
    for_each_index(read_.size(), code_.options.jobs, [&](std::size_t i) {
      if (read_[i].of_interest) return;
      const Result<std::string> bytes = read_source(code_.tree, file(i));
      // Without the sieve every file is one that may import.
      importing[i] = bytes && (!imports || imports->is_triggered(file(i).path, *file(i).language, *bytes));
      if (importing[i] != 0 && !read_[i].facts) parse(i, *bytes);
    });
    std::vector<std::size_t> importers;
    for (std::size_t i = 0; i < read_.size(); ++i)
      if (importing[i] != 0) {
        read_[i].of_interest = true;
        importers.push_back(i);
      }
    return importers;
  }

  // The files that `fresh` import and that nobody asked for before. Each file is fresh once, so this ends.
  std::vector<std::size_t> follow_imports(const std::vector<std::size_t>& fresh) {
    std::vector<std::size_t> next;
    for (const std::size_t i : fresh) {
      if (!read_[i].facts) continue;
      for (const model::FileIndex imported :
           model::imported_files(*read_[i].facts, static_cast<model::FileIndex>(i), code_.modules))
        if (!read_[imported].of_interest) {
          read_[imported].of_interest = true;
          next.push_back(imported);
        }
    }
    for_each_index(next.size(), code_.options.jobs, [&](std::size_t n) { parse_later(next[n]); });
    return next;
  }

  const CodeToRead& code_;
  std::vector<CodeFile> read_;
  Names named_by_documents_;
  std::set<std::string> sought_;
  ByteBudget under_parse_;
  facts::FactsCache cache_;
};

Names names_defined(const std::vector<CodeFile>& read) {
  Names names;
  for (const CodeFile& file : read) {
    if (!file.of_interest || !file.facts) continue;
    for (const facts::Definition& definition : file.facts->definitions)
      if (definition.name != 0) names.insert(file.facts->text(definition.name));
    // `const f = () => {}` is called by the constant's name.
    for (const facts::Assignment& assignment : file.facts->assignments)
      if (assignment.target != facts::kNone && assignment.value != facts::kNone &&
          file.facts->exprs[assignment.value].kind == facts::ExprKind::lambda)
        names.insert(file.facts->text_of(assignment.target));
  }
  return names;
}

Names names_in(std::string_view bytes, const Names& wanted) {
  Names found;
  each_name(bytes, [&](std::string_view word) {
    if (const auto name = wanted.find(word); name != wanted.end()) found.insert(*name);
  });
  return found;
}

}  // namespace

std::vector<std::string> names_elsewhere(const CodeToRead& code, const std::vector<CodeFile>& read) {
  const Names wanted = names_defined(read);
  std::vector<Names> found(read.size());
  for_each_index(read.size(), code.options.jobs, [&](std::size_t i) {
    if (read[i].of_interest || code.files[i].test) return;
    if (const Result<std::string> bytes = read_source(code.tree, code.files[i]))
      found[i] = names_in(*bytes, wanted);
  });
  std::set<std::string> all;
  for (const Names& names : found) all.insert(names.begin(), names.end());
  return {all.begin(), all.end()};
}

std::vector<CodeFile> read_code_files(const CodeToRead& code) {
  return CodeReader(code).run();
}

}  // namespace assay
