#include "trying/launch/start_failure.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "common/base/text.h"

namespace assay {
namespace {

constexpr std::size_t kLinesLookedAt = 200;
constexpr std::size_t kLongestLine = 400;

// The word between two marks: "No module named 'x'" -> x.
std::optional<std::string> between(const std::string& line, const std::string& before,
                                   const std::string& after) {
  const auto start = line.find(before);
  if (start == std::string::npos) return std::nullopt;
  const auto end = line.find(after, start + before.size());
  if (end == std::string::npos) return std::nullopt;
  return line.substr(start + before.size(), end - start - before.size());
}

std::optional<std::string> missing_module(const std::string& line) {
  if (const auto name = between(line, "No module named '", "'")) return name;
  if (const auto name = between(line, "Cannot find module '", "'")) return name;
  if (const auto name = between(line, "Cannot find package '", "'")) return name;
  return std::nullopt;
}

// "sh: 1: uvicorn: not found", "/usr/bin/python3: No module named uvicorn"
std::optional<std::string> missing_program(const std::string& line) {
  if (line.ends_with(": not found")) {
    const auto words = split(line.substr(0, line.size() - 11), ' ');
    return words.back();
  }
  const std::string mark = ": No module named ";
  const auto at = line.find(mark);
  if (at != std::string::npos && line.find('\'', at) == std::string::npos)
    return line.substr(at + mark.size());
  return std::nullopt;
}

bool is_variable(const std::string& word) {
  return word.size() >= 3 && std::isupper(static_cast<unsigned char>(word[0])) != 0 &&
         word.find('_') != std::string::npos && std::all_of(word.begin(), word.end(), [](unsigned char c) {
           return std::isupper(c) != 0 || std::isdigit(c) != 0 || c == '_';
         });
}

std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words(1);
  for (const char c : line) {
    const bool inside = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
    if (inside) words.back() += c;
    if (!inside && !words.back().empty()) words.emplace_back();
  }
  return words;
}

// A line that speaks of something missing and names a variable: the app's own where it is known, else what
// looks like one.
std::optional<std::string> missing_variable(const std::string& line, const std::vector<std::string>& known) {
  const bool complains =
      contains_ignoring_case(line, "must be set") || contains_ignoring_case(line, "required") ||
      contains_ignoring_case(line, "missing") || contains_ignoring_case(line, "not set") ||
      contains_ignoring_case(line, "undefined") || contains_ignoring_case(line, "keyerror") ||
      contains_ignoring_case(line, "not found in environment");
  if (!complains) return std::nullopt;
  for (const auto& word : words_of(line)) {
    if (std::find(known.begin(), known.end(), word) != known.end() || is_variable(word)) return word;
  }
  return std::nullopt;
}

// pydantic: the field on a line of its own, "Field required" on the next.
std::optional<std::string> missing_field(const std::string& line, const std::string& before) {
  if (line.find("Field required") == std::string::npos) return std::nullopt;
  std::string name(trim(before));
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::toupper(c); });
  return is_variable(name) || !name.empty() ? std::optional(name) : std::nullopt;
}

Problem problem(const std::string& what, const std::string& cure) {
  return {ProblemKind::cannot, "", what, cure};
}

Problem without(const std::string& module, const LastWords& words) {
  const std::string what = "the app did not start: " + module + " is not installed for it";
  if (!words.installed) return problem(what, "add --prepare");
  return problem(what, "name it in the app's manifest, or start the app otherwise with --start");
}

bool port_is_taken(const std::string& line) {
  return contains_ignoring_case(line, "address already in use") || contains_ignoring_case(line, "eaddrinuse");
}

std::string port_list(const std::vector<int>& ports) {
  std::string text;
  for (const int port : ports) text += (text.empty() ? "" : ", ") + std::to_string(port);
  return text;
}

}  // namespace

std::vector<std::string> last_lines(const std::string& log, std::size_t count) {
  std::vector<std::string> lines;
  for (const auto& line : split(log, '\n')) {
    const auto text = trim(line);
    if (!text.empty())
      lines.push_back(line.size() > kLongestLine ? line.substr(0, kLongestLine) + " ..." : line);
  }
  if (lines.size() > count) lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(count));
  return lines;
}

Problem explain_start_failure(const LastWords& words) {
  const auto lines = last_lines(words.log, kLinesLookedAt);
  for (std::size_t i = lines.size(); i-- > 0;) {
    if (const auto module = missing_module(lines[i])) return without(*module, words);
    if (const auto program = missing_program(lines[i])) return without(*program, words);
    auto variable = missing_variable(lines[i], words.variables);
    if (!variable && i > 0) variable = missing_field(lines[i], lines[i - 1]);
    if (variable) {
      return problem("the app did not start: it misses the variable " + *variable,
                     "add --env " + *variable + "=VALUE");
    }
    if (port_is_taken(lines[i]))
      return problem("the app did not start: its port is taken", "add --port with a free one");
  }
  if (!words.ports.empty()) {
    return problem("the app listens on port " + port_list(words.ports) + " instead of the asked one",
                   "add --port " + std::to_string(words.ports.front()));
  }
  return problem("the app did not start: " + words.how,
                 "start it otherwise with --start; it was started by: " + words.command);
}

}  // namespace assay
