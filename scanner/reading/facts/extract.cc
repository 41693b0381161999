#include "reading/facts/extract.h"

#include <fmt/format.h>

#include "reading/facts/javascript_adapter.h"
#include "reading/facts/python_adapter.h"
#include "reading/syntax/parse.h"

namespace assay::facts {
namespace {

Problem cannot_read(const std::string& file, Problem problem, const syntax::CpuDeadline& deadline) {
  problem.where = file;
  if (deadline.passed()) {
    problem.what = fmt::format("took over {} s to parse", limits::kParseDeadline.count() / 1000);
  }
  return problem;
}

}  // namespace

Result<FileFacts> extract_facts(std::string file, Language language, std::string_view bytes) {
  const auto deadline = syntax::CpuDeadline::in(limits::kParseDeadline);
  const auto tree = syntax::parse(language, bytes, deadline);
  if (!tree) return cannot_read(file, tree.problem(), deadline);
  switch (language) {
    case Language::python:
      return read_python(std::move(file), *tree);
    case Language::javascript:
    case Language::typescript:
    case Language::tsx:
      return read_javascript(std::move(file), language, *tree);
  }
  return Problem{ProblemKind::internal, file, "no adapter reads this language", ""};
}

}  // namespace assay::facts
