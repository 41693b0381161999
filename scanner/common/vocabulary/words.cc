// The printed form of every word of the vocabulary, in one place.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "common/base/text.h"
#include "common/vocabulary/app.h"
#include "common/vocabulary/decision.h"
#include "common/vocabulary/manifest.h"
#include "common/vocabulary/verdict.h"

namespace assay {

std::string to_string(const Value& value) {
  struct Printer {
    std::string operator()(std::monostate) const { return "unknown"; }
    std::string operator()(bool b) const { return b ? "true" : "false"; }
    std::string operator()(std::int64_t i) const { return std::to_string(i); }
    std::string operator()(double d) const { return fmt::format("{}", d); }
    std::string operator()(const std::string& s) const { return s; }
    std::string operator()(const std::vector<std::string>& list) const {
      return fmt::format("{}", fmt::join(list, ", "));
    }
  };
  return std::visit(Printer{}, value);
}

std::string_view to_string(Provenance provenance) {
  switch (provenance) {
    case Provenance::library:
      return "library";
    case Provenance::framework:
      return "framework";
    case Provenance::stdlib:
      return "stdlib";
    case Provenance::hand_rolled:
      return "hand-rolled";
    case Provenance::service:
      return "service";
    case Provenance::none:
      return "none";
  }
  return "none";
}

std::string_view to_string(Life life) {
  switch (life) {
    case Life::live:
      return "live";
    case Life::unused:
      return "unused";
    case Life::test_only:
      return "test-only";
  }
  return "live";
}

std::string_view to_string(Confidence confidence) {
  switch (confidence) {
    case Confidence::high:
      return "high";
    case Confidence::medium:
      return "medium";
    case Confidence::low:
      return "low";
  }
  return "low";
}

std::string_view to_string(Grade grade) {
  switch (grade) {
    case Grade::strong:
      return "strong";
    case Grade::sound:
      return "sound";
    case Grade::weak:
      return "weak";
    case Grade::broken:
      return "broken";
    case Grade::unclear:
      return "unclear";
    case Grade::not_applicable:
      return "n/a";
  }
  return "unclear";
}

std::string_view to_string(Language language) {
  switch (language) {
    case Language::python:
      return "python";
    case Language::javascript:
      return "javascript";
    case Language::typescript:
      return "typescript";
    case Language::tsx:
      return "tsx";
  }
  return "python";
}

std::string_view to_string(Ecosystem ecosystem) {
  return ecosystem == Ecosystem::pypi ? "pypi" : "npm";
}

std::string canonical_name(Ecosystem ecosystem, std::string_view name) {
  if (ecosystem == Ecosystem::npm) return std::string(name);
  std::string out;
  for (const char c : to_lower(trim(name))) {
    const bool dash = c == '-' || c == '_' || c == '.';
    if (!dash)
      out += c;
    else if (!out.empty() && out.back() != '-')
      out += '-';
  }
  return out;
}

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "pass";
    case Verdict::fail:
      return "fail";
    case Verdict::inconclusive:
      return "inconclusive";
    case Verdict::not_applicable:
      return "not-applicable";
    case Verdict::not_run:
      return "not-run";
  }
  return "not-run";
}

std::string_view to_string(Tier tier) {
  switch (tier) {
    case Tier::functional:
      return "f";
    case Tier::asked:
      return "t1";
    case Tier::hardening:
      return "t2";
    case Tier::manual:
      return "manual";
    case Tier::beyond:
      return "beyond";
  }
  return "t1";
}

std::string Response::header(std::string_view name) const {
  const std::string wanted = to_lower(name);
  for (const auto& [key, value] : headers)
    if (to_lower(key) == wanted) return value;
  return "";
}

static std::string bounds(const Field& field) {
  if (!field.min && !field.max) return "";
  return fmt::format("{}..{}", field.min ? fmt::format("{:g}", *field.min) : "",
                     field.max ? fmt::format("{:g}", *field.max) : "");
}

static std::string to_string(const Field& field) {
  std::vector<std::string> facts;
  if (!field.type.empty()) facts.push_back(field.type);
  if (std::string limits = bounds(field); !limits.empty()) facts.push_back(std::move(limits));
  const std::string known = facts.empty() ? "" : fmt::format("({})", fmt::join(facts, " "));
  return field.name + (field.required ? "" : "?") + known;
}

const std::vector<std::string>& field_types() {
  static const std::vector<std::string> types{"string", "email",    "url",     "uuid",   "date",
                                              "time",   "datetime", "integer", "number", "boolean",
                                              "file",   "list",     "object"};
  return types;
}

std::string to_string(const Route& route) {
  std::string text = route.method + " " + route.path;
  if (!route.handler.empty()) text += "  " + route.handler;
  if (!route.guards.empty()) text += fmt::format("  guards: {}", fmt::join(route.guards, ", "));
  std::vector<std::string> fields;
  for (const Field& field : route.fields) fields.push_back(to_string(field));
  if (!fields.empty()) text += fmt::format("  fields: {}", fmt::join(fields, ", "));
  if (route.form) text += "  form";
  if (route.takes_files) text += "  files";
  if (route.stub) text += "  stub";
  if (!route.condition.empty()) text += "  if: " + route.condition;
  return text;
}

}  // namespace assay
