#include "telling/report/text_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "common/base/text.h"
#include "telling/report/text_parts.h"

namespace assay {
namespace {

// Apps in the report's order, then those that only a decision or a test names.
std::vector<std::string> apps_of(const Report& report) {
  std::vector<std::string> roots;
  const auto add = [&](const std::string& root) {
    if (std::find(roots.begin(), roots.end(), root) == roots.end()) roots.push_back(root);
  };
  for (const AppReport& app : report.apps) add(app.root);
  for (const DecisionReport& decision : report.decisions) add(decision.decision.app);
  for (const TestReport& test : report.tests) add(test.result.app);
  return roots;
}

std::string name_of(const Report& report, const std::string& root) {
  std::filesystem::path path = std::filesystem::path(report.target.path).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  const std::string target = path.filename().string();
  if (root == ".") return target.empty() || target == "." ? "this folder" : target;
  return root;
}

std::string heading(const Report& report, const std::string& root) {
  std::string line = name_of(report, root);
  for (const AppReport& app : report.apps) {
    if (app.root != root) continue;
    line += " . " + (app.framework.empty() ? std::string("no framework recognised") : app.framework);
    line += " . " + counted(app.route_count, "route");
  }
  return line;
}

void write_app(const Report& report, const std::string& root, TextSheet& sheet) {
  sheet.block(0, heading(report, root), Ink::bold);
  text_parts::findings(report, root, sheet);
  text_parts::decisions(report, root, sheet);
  text_parts::ledger(report, root, sheet);
  text_parts::roles(report, root, sheet);
  text_parts::scores(report, root, sheet);
  text_parts::start(report, root, sheet);
  sheet.blank();
}

}  // namespace

std::string write_text(const Report& report, const TextOptions& options) {
  TextSheet sheet(options.colour);
  const std::vector<std::string> roots = apps_of(report);
  if (report.summary.partial)
    sheet.labelled(
        "PARTIAL", Ink::yellow, 11,
        counted(report.left_out.size(), "file") + " left out or read in part: see the end of this report");
  if (report.summary.nothing_tested)
    sheet.labelled("NOTHING TESTED", Ink::red, 18,
                   "No attack could be decided: this report does not say how safe the running app is.");
  for (const std::string& root : roots) write_app(report, root, sheet);
  if (roots.empty()) sheet.block(0, fmt::format("{}: no app found", report.target.path), Ink::bold);
  text_parts::supply(report, sheet);
  text_parts::left_out(report, sheet);
  return sheet.take();
}

}  // namespace assay
