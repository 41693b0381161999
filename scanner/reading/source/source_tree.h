// source/source_tree.h - the files of a repository that assay reads, and those it
// leaves out with the reason.
//
// In: a folder. Out: a sorted list. Nothing outside the root is ever opened: links that leave it, devices and
// FIFOs are listed by name and left alone. No code is run, no configuration of the repository obeyed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "common/base/budget.h"
#include "common/base/result.h"
#include "common/vocabulary/app.h"

namespace assay {

// A source file of a language assay reads, or a manifest (language empty).
struct SourceFile {
  std::string path;  // relative to the root, forward slashes
  std::optional<Language> language;
  std::uint64_t bytes = 0;
  bool test = false;  // test code, example or migration: its decisions are told apart
};

struct LeftOut {
  std::string path;
  std::string cause;  // "2.4 MB, over the limit of 2 MB"
};

struct SourceTree {
  std::filesystem::path root;
  std::size_t max_source_bytes = limits::kMaxSourceFileBytes;
  std::vector<SourceFile> files;  // sorted by path
  std::vector<LeftOut> left_out;  // sorted by path; whole folders (node_modules) are not listed one by one
  std::vector<std::string> skipped_folders;  // installed, built or vendored code: "node_modules"
  // YAML and JSON that is no manifest: some of it may describe the app's routes. Not read unless asked for.
  std::vector<SourceFile> documents;
  std::size_t other_files = 0;  // files of no interest (images, texts), documents included
};

// The language a file name stands for.
std::optional<Language> language_of(const std::string& path);

// tsconfig.json, jsconfig.json and those they extend (tsconfig.base.json): by file name.
bool is_path_config(const std::string& name);

// Whether a path looks like test code (tests/, test_x.py, x.spec.ts, conftest.py), an example or a migration.
bool is_test_path(const std::string& path);

// Fails when the folder does not exist or cannot be listed. Source files over the limit are left out.
Result<SourceTree> list_source_tree(const std::filesystem::path& root,
                                    std::size_t max_source_bytes = limits::kMaxSourceFileBytes);

// The text of one file, within limits. A BOM is removed; Latin-1 and other broken UTF-8 is kept as bytes.
// Minified and generated code is refused with that cause.
Result<std::string> read_source(const SourceTree& tree, const SourceFile& file);

}  // namespace assay
