#include "common/rules/reader.h"

#include <algorithm>
#include <charconv>

#include "common/base/text.h"

namespace assay {
namespace {

template <class T>
std::optional<T> parsed(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<bool> parsed_truth(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return std::nullopt;
}

// Figures are written as people read them: 600_000.
std::string without_underscores(std::string_view text) {
  std::string out(text);
  std::erase(out, '_');
  return out;
}

}  // namespace

void Reader::complain(const Node& at, std::string what, std::string cure) {
  problems_.push_back({ProblemKind::usage, at.place(), std::move(what), std::move(cure)});
}

void Reader::complain_unknown(const Node& at, std::string_view noun, const std::string& word,
                              const std::vector<std::string>& known) {
  const auto near = nearest_word(word, known);
  complain(at, fmt::format("unknown {} \"{}\" (known: {})", noun, word, fmt::join(known, ", ")),
           near ? fmt::format("did you mean \"{}\"?", *near) : "");
}

bool Reader::check_word(const Node& at, std::string_view noun, const std::string& word,
                        const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), word) != known.end()) return true;
  complain_unknown(at, noun, word, known);
  return false;
}

std::string Reader::text(const Node& node) {
  if (node.is_scalar() && !node.text().empty()) return std::string(node.text());
  if (!node.is_quoted()) complain(node, "expected a text here");
  return "";
}

std::int64_t Reader::whole(const Node& node) {
  if (node.is_scalar() && !node.is_quoted())
    if (const auto value = parsed<std::int64_t>(without_underscores(node.text()))) return *value;
  complain(node, "expected a whole number here");
  return 0;
}

double Reader::number(const Node& node) {
  if (node.is_scalar() && !node.is_quoted())
    if (const auto value = parsed<double>(without_underscores(node.text()))) return *value;
  complain(node, "expected a number here");
  return 0;
}

bool Reader::truth(const Node& node) {
  if (node.is_scalar() && !node.is_quoted())
    if (const auto value = parsed_truth(node.text())) return *value;
  complain(node, "expected true or false here");
  return false;
}

Value Reader::value(const Node& node) {
  if (node.is_list()) {
    std::vector<std::string> texts;
    read_into(*this, node, texts);
    return texts;
  }
  if (node.is_scalar() && !node.is_quoted()) {
    const std::string plain = without_underscores(node.text());
    if (const auto whole = parsed<std::int64_t>(plain)) return *whole;
    if (const auto number = parsed<double>(plain)) return *number;
    if (const auto truth = parsed_truth(node.text())) return *truth;
  }
  return text(node);
}

bool Reader::expect_map(const Node& node) {
  if (!node.is_map()) complain(node, "expected a map here");
  return node.is_map();
}

bool Reader::expect_list(const Node& node) {
  if (!node.is_list()) complain(node, "expected a list here");
  return node.is_list();
}

}  // namespace assay
