#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

#include "common/base/text.h"
#include "telling/report/text_parts.h"

namespace assay::text_parts {
namespace {

constexpr std::size_t kIndent = 16;

struct Label {
  std::string_view word;
  Ink ink;
};

Label label_of(FindingKind kind) {
  switch (kind) {
    case FindingKind::contradicted:
      return {"CONTRADICTED", Ink::red};
    case FindingKind::broken:
      return {"BROKEN", Ink::red};
    case FindingKind::failed:
      return {"FAILED", Ink::red};
    case FindingKind::weak:
      return {"WEAK", Ink::yellow};
    case FindingKind::unclear:
      return {"UNCLEAR", Ink::yellow};
    case FindingKind::inconclusive:
      return {"INCONCLUSIVE", Ink::yellow};
    case FindingKind::not_run:
      return {"NOT RUN", Ink::yellow};
  }
  return {"UNCLEAR", Ink::yellow};
}

std::string head_of(const Finding& finding) {
  std::string head = finding.decision;
  if (!finding.subject.empty()) head += fmt::format(" [{}]", finding.subject);
  if (!finding.tests.empty())
    head += fmt::format("{}{}", head.empty() ? "" : "  ", fmt::join(finding.tests, " "));
  return head;
}

// A remedy may hold lines of code: its line breaks are kept.
void write_remedy(const std::string& remedy, TextSheet& sheet) {
  std::string label = "instead: ";
  for (const std::string& line : split(trim(remedy), '\n'))
    sheet.block(kIndent, std::exchange(label, "") + line, Ink::dim);
}

}  // namespace

void findings(const Report& report, const std::string& app, TextSheet& sheet) {
  bool first = true;
  for (const Finding& finding : report.summary.findings) {
    if (finding.app != app) continue;
    if (first) sheet.blank();
    first = false;
    const Label label = label_of(finding.kind);
    sheet.labelled(label.word, label.ink, kIndent, head_of(finding));
    sheet.block(kIndent, finding.text);
    if (!finding.at.file.empty()) sheet.block(kIndent, to_string(finding.at), Ink::dim);
    if (!finding.remedy.empty()) write_remedy(finding.remedy, sheet);
  }
}

}  // namespace assay::text_parts
