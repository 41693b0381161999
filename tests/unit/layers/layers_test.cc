#include <filesystem>
#include <set>

#include "common/base/file.h"
#include "layer_rule.h"
#include "support/catch.h"

using namespace assay;
namespace fs = std::filesystem;

namespace {

bool allows(const std::string& path, const std::string& include) {
  return find_breaches(path, {include}).empty();
}

bool is_source(const fs::path& path) {
  return std::set<std::string>{".h", ".cc", ".inc"}.contains(path.extension().string());
}

std::string includes_of_file(const fs::path& path, const std::string& name) {
  const auto text = read_file(path, 4 << 20);
  if (!text) return name + " can't be read\n";
  std::string breaches;
  for (const Breach& breach : find_breaches(name, includes_of(*text))) {
    breaches += name + " includes " + breach.include + ": " + breach.why + "\n";
  }
  return breaches;
}

}  // namespace

TEST_CASE("no folder of scanner/ includes a later one, the other lane, or cli/") {
  const fs::path root = fs::path(ASSAY_SOURCE_DIR) / "scanner";
  std::string breaches;
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file() || !is_source(entry.path())) continue;
    breaches += includes_of_file(entry.path(), fs::relative(entry.path(), root).generic_string());
    ++files;
  }
  CHECK(breaches == "");
  CHECK(files > 10);
}

TEST_CASE("the rule lets a folder see itself, common/ and what stands before it") {
  CHECK(allows("reading/model/modules.cc", "reading/model/frameworks/next.h"));
  CHECK(allows("reading/model/frameworks/next.cc", "reading/facts/facts.h"));
  CHECK(allows("reading/source/walk.cc", "common/rules/rule_book.h"));
  CHECK(allows("trying/probes/ledger.cc", "trying/launch/app_files.h"));
  CHECK(allows("telling/history/diff.cc", "telling/merge/report_value.h"));
  CHECK(allows("common/vocabulary/words.cc", "common/base/text.h"));
  CHECK(allows("cli/main.cc", "trying/probes/ledger.h"));
  CHECK(allows("cli/main.cc", "cli/options.h"));
  CHECK(allows("reading/syntax/parse.cc", "grammars.h"));
  CHECK(allows("reading/syntax/parse.cc", "tree_sitter/api.h"));
}

TEST_CASE("the rule catches an include of what stands later in the group") {
  CHECK_FALSE(allows("reading/source/walk.cc", "reading/syntax/parse.h"));
  CHECK_FALSE(allows("trying/launch/start.cc", "trying/probes/ledger.h"));
  CHECK_FALSE(allows("telling/merge/merge.cc", "telling/report/json.h"));
  CHECK_FALSE(allows("common/base/text.cc", "common/vocabulary/app.h"));
  CHECK_FALSE(allows("common/vocabulary/app.h", "common/rules/rule_book.h"));
}

TEST_CASE("the rule catches an include across the groups") {
  CHECK_FALSE(allows("reading/supply/lock.cc", "trying/launch/app_files.h"));
  CHECK_FALSE(allows("trying/roles/bind.cc", "reading/model/routes.h"));
  CHECK_FALSE(allows("telling/merge/merge.cc", "reading/decisions/decide.h"));
  CHECK_FALSE(allows("telling/report/text.cc", "trying/probes/ledger.h"));
  CHECK_FALSE(allows("reading/model/modules.cc", "telling/merge/report_value.h"));
  CHECK_FALSE(allows("common/rules/load.cc", "reading/source/walk.h"));
}

TEST_CASE("the rule catches an include of cli/, a hidden path and a folder nobody listed") {
  CHECK_FALSE(allows("telling/report/text.cc", "cli/options.h"));
  CHECK_FALSE(allows("common/base/text.cc", "cli/options.h"));
  CHECK_FALSE(allows("reading/source/walk.cc", "../../trying/launch/app_files.h"));
  CHECK_FALSE(allows("trying/probes/ledger.cc", "reading/secrets/keys.h"));
  CHECK_FALSE(allows("helpers/misc.cc", "common/base/text.h"));
  CHECK_FALSE(allows("reading/misc.cc", "common/base/text.h"));
}

TEST_CASE("include lines are found however they are written") {
  const auto found = includes_of(
      "#include \"a/b.h\"\n  #  include <c/d.h>  // why\n#include\"e.h\"\n"
      "// #include \"not.h\"\nint included;\n#include MACRO\n#include \"cut\n");
  CHECK(found == std::vector<std::string>{"a/b.h", "c/d.h", "e.h"});
}
