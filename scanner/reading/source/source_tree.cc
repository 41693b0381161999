#include "reading/source/source_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "common/base/budget.h"
#include "common/base/file.h"
#include "common/base/text.h"

namespace assay {
namespace fs = std::filesystem;
namespace {

// Folders of installed, built or cached things: foreign code or none, never the app's decisions.
constexpr std::array<std::string_view, 22> kSkippedFolders{
    ".git",        ".hg",         ".svn",          "node_modules",  "bower_components",
    "__pycache__", ".venv",       "venv",          "site-packages", ".tox",
    ".nox",        ".mypy_cache", ".pytest_cache", ".ruff_cache",   ".next",
    ".nuxt",       ".turbo",      ".yarn",         "dist",          "coverage",
    ".eggs",       ".cache"};

constexpr std::array<std::string_view, 14> kManifestNames{
    "package.json",     "package-lock.json", "npm-shrinkwrap.json",
    "yarn.lock",        "pnpm-lock.yaml",    "pyproject.toml",
    "requirements.txt", "Pipfile",           "Pipfile.lock",
    "poetry.lock",      "uv.lock",           "pdm.lock",
    "setup.cfg",        "Procfile"};

bool is_manifest(const std::string& name) {
  if (std::find(kManifestNames.begin(), kManifestNames.end(), name) != kManifestNames.end()) return true;
  const bool requirements = name.find("requirements") != std::string::npos && name.ends_with(".txt");
  return requirements || is_path_config(name) || name == "assay.yaml";
}

// A document that may describe an interface is written by hand, so it is small; a repository's data is not.
constexpr std::uint64_t kMaxDocumentBytes = 512'000;
constexpr std::size_t kMaxDocuments = 400;

bool is_document(const std::string& name) {
  return name.ends_with(".yaml") || name.ends_with(".yml") || name.ends_with(".json");
}

std::string describe_size(std::uint64_t bytes) {
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

class TreeLister {
 public:
  TreeLister(SourceTree& tree, fs::path canonical_root) : tree_(tree), root_(std::move(canonical_root)) {}

  // An explicit stack: the depth of a foreign tree must not be ours.
  void run() {
    pending_.push_back("");
    while (!pending_.empty() && !full_) {
      const std::string folder = std::move(pending_.back());
      pending_.pop_back();
      list_folder(folder);
    }
    if (full_)
      tree_.left_out.push_back(
          {".", fmt::format("more than {} files: the rest was not listed", limits::kMaxTreeFiles)});
  }

 private:
  void list_folder(const std::string& folder) {
    std::error_code error;
    fs::directory_iterator entries(root_ / folder, error);
    if (error) {
      tree_.left_out.push_back({folder.empty() ? "." : folder, "cannot be listed: " + error.message()});
      return;
    }
    for (const fs::directory_iterator end; entries != end; entries.increment(error)) {
      if (error) break;
      take_entry(folder, *entries);
    }
  }

  void take_entry(const std::string& folder, const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    const std::string path = folder.empty() ? name : folder + "/" + name;
    std::error_code error;
    const fs::file_status status = entry.symlink_status(error);
    if (error) return leave_out(path, "cannot be looked at: " + error.message());
    if (fs::is_symlink(status)) return take_link(path, name, entry);
    if (fs::is_directory(status)) return take_folder(path, name);
    if (fs::is_regular_file(status)) return take_file(path, name, entry.file_size(error));
    if (language_of(name) || is_manifest(name)) leave_out(path, "is not a regular file");
  }

  // A link within the root leads to files that are listed anyway; one that leaves it is named, its target is
  // not.
  void take_link(const std::string& path, const std::string& name, const fs::directory_entry& entry) {
    std::error_code error;
    const fs::path target = fs::weakly_canonical(entry.path(), error);
    const std::string inside = root_.string() + "/";
    if (!error && target.string().starts_with(inside)) return;
    const bool folder_or_source = language_of(name) || is_manifest(name) || entry.is_directory(error);
    if (folder_or_source) leave_out(path, "a link that leaves the scanned folder; not followed");
  }

  void take_folder(const std::string& path, const std::string& name) {
    const bool skipped =
        std::find(kSkippedFolders.begin(), kSkippedFolders.end(), name) != kSkippedFolders.end();
    std::error_code error;
    const bool virtual_environment = fs::exists(root_ / path / "pyvenv.cfg", error);
    if (skipped || virtual_environment)
      tree_.skipped_folders.push_back(path);
    else
      pending_.push_back(path);
  }

  void take_file(const std::string& path, const std::string& name, std::uint64_t bytes) {
    if (tree_.files.size() + tree_.other_files >= limits::kMaxTreeFiles) {
      full_ = true;
      return;
    }
    const std::optional<Language> language = language_of(name);
    if (!language && !is_manifest(name)) {
      ++tree_.other_files;
      if (is_document(name) && bytes <= kMaxDocumentBytes && tree_.documents.size() < kMaxDocuments)
        tree_.documents.push_back({path, std::nullopt, bytes, is_test_path(path)});
      return;
    }
    const std::size_t limit = language ? tree_.max_source_bytes : limits::kMaxManifestBytes;
    if (bytes > limit)
      return leave_out(path,
                       fmt::format("{}, over the limit of {}", describe_size(bytes), describe_size(limit)));
    if (name.ends_with(".min.js")) return leave_out(path, "minified");
    tree_.files.push_back({path, language, bytes, is_test_path(path)});
  }

  void leave_out(const std::string& path, std::string cause) {
    tree_.left_out.push_back({path, std::move(cause)});
  }

  SourceTree& tree_;
  fs::path root_;
  std::vector<std::string> pending_;
  bool full_ = false;
};

// Minified code has few, very long lines; nobody decides anything in it that its source does not say.
bool looks_minified(std::string_view bytes) {
  if (bytes.size() < 50'000) return false;
  const auto lines = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')) + 1;
  return bytes.size() / lines > 1'000;
}

bool looks_generated(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 400);
  return contains_ignoring_case(head, "@generated") || contains_ignoring_case(head, "do not edit");
}

}  // namespace

std::optional<Language> language_of(const std::string& path) {
  const auto ends = [&](std::string_view suffix) { return path.ends_with(suffix); };
  if (ends(".py")) return Language::python;
  if (ends(".d.ts") || ends(".d.mts") || ends(".d.cts")) return std::nullopt;  // types alone decide nothing
  if (ends(".ts") || ends(".mts") || ends(".cts")) return Language::typescript;
  if (ends(".tsx")) return Language::tsx;
  if (ends(".js") || ends(".jsx") || ends(".mjs") || ends(".cjs")) return Language::javascript;
  return std::nullopt;
}

bool is_path_config(const std::string& name) {
  return (name.starts_with("tsconfig") || name.starts_with("jsconfig")) && name.ends_with(".json");
}

bool is_test_path(const std::string& path) {
  constexpr std::array<std::string_view, 16> folders{
      "test",       "tests", "__tests__", "spec",      "e2e",      "testing", "examples", "example",
      "migrations", "docs",  "cypress",   "__mocks__", "fixtures", "alembic", "seeds",    "benchmarks"};
  const std::vector<std::string> parts = split(path, '/');
  for (std::size_t i = 0; i + 1 < parts.size(); ++i)
    if (std::find(folders.begin(), folders.end(), parts[i]) != folders.end()) return true;
  const std::string& name = parts.back();
  return name.starts_with("test_") || name.ends_with("_test.py") || name == "conftest.py" ||
         name == "tests.py" || name.find(".test.") != std::string::npos ||
         name.find(".spec.") != std::string::npos || name.find(".e2e-spec.") != std::string::npos;
}

Result<SourceTree> list_source_tree(const fs::path& root, std::size_t max_source_bytes) {
  std::error_code error;
  if (!fs::exists(root, error)) return Problem{ProblemKind::usage, root.string(), "no such folder", ""};
  if (!fs::is_directory(root, error))
    return Problem{ProblemKind::usage, root.string(), "is not a folder",
                   "Name the folder that holds the app."};
  const fs::path canonical = fs::canonical(root, error);
  if (error) return Problem{ProblemKind::cannot, root.string(), "cannot be opened: " + error.message(), ""};
  SourceTree tree;
  tree.root = canonical;
  tree.max_source_bytes = max_source_bytes;
  TreeLister(tree, canonical).run();
  if (tree.files.empty() && tree.other_files == 0 && !tree.left_out.empty() &&
      tree.left_out.front().path == ".")
    return Problem{ProblemKind::cannot, root.string(), tree.left_out.front().cause, ""};
  const auto by_path = [](const auto& a, const auto& b) { return a.path < b.path; };
  std::sort(tree.files.begin(), tree.files.end(), by_path);
  std::sort(tree.documents.begin(), tree.documents.end(), by_path);
  std::sort(tree.left_out.begin(), tree.left_out.end(), by_path);
  std::sort(tree.skipped_folders.begin(), tree.skipped_folders.end());
  return tree;
}

Result<std::string> read_source(const SourceTree& tree, const SourceFile& file) {
  const std::size_t limit = file.language ? tree.max_source_bytes : limits::kMaxManifestBytes;
  Result<std::string> bytes = read_file(tree.root / file.path, limit);
  if (!bytes) {
    Problem problem = bytes.problem();
    problem.where = file.path;
    return problem;
  }
  if (bytes->starts_with("\xEF\xBB\xBF")) bytes->erase(0, 3);
  if (!file.language) return bytes;
  if (looks_minified(*bytes)) return Problem{ProblemKind::cannot, file.path, "minified", ""};
  if (looks_generated(*bytes))
    return Problem{ProblemKind::cannot, file.path, "generated (its head says so)", ""};
  return bytes;
}

}  // namespace assay
