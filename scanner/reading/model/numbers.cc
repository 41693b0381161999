#include "reading/model/numbers.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace assay::model {

using facts::Literal;
using Kind = Meaning::Kind;

MeaningRef constant(Literal literal, std::string text, const Origin& at) {
  auto meaning = std::make_shared<Meaning>();
  meaning->kind = Kind::constant;
  meaning->literal = literal;
  meaning->text = std::move(text);
  meaning->at = at;
  return meaning;
}

std::optional<Number> number_of(const Meaning& meaning) {
  if (!meaning.is(Kind::constant) ||
      (meaning.literal != Literal::integer && meaning.literal != Literal::real))
    return std::nullopt;
  double value = 0;
  const char* end = meaning.text.data() + meaning.text.size();
  const auto [stop, error] = std::from_chars(meaning.text.data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return Number{value, meaning.literal == Literal::integer};
}

std::optional<double> folded(const std::string& op, double a, double b) {
  if (op == "+") return a + b;
  if (op == "-") return a - b;
  if (op == "*") return a * b;
  if (op == "/" && b != 0) return a / b;
  if (op == "//" && b != 0) return std::floor(a / b);
  if (op == "%" && b != 0) return std::fmod(a, b);
  if (op == "**") return std::pow(a, b);
  const bool bits =
      a >= 0 && b >= 0 && a < 4294967296.0 && b < 4294967296.0 && a == std::floor(a) && b == std::floor(b);
  const auto whole = [](double value) { return static_cast<std::uint64_t>(value); };
  if (op == "|" && bits) return static_cast<double>(whole(a) | whole(b));
  if (op == "&" && bits) return static_cast<double>(whole(a) & whole(b));
  if (op == "^" && bits) return static_cast<double>(whole(a) ^ whole(b));
  if (op == "<<" && b >= 0 && b < 53) return a * std::pow(2, b);
  if (op == ">>" && b >= 0 && b < 53) return std::floor(a / std::pow(2, b));
  return std::nullopt;
}

// Doubles hold whole numbers to 2^53: larger results are not told.
MeaningRef number(double value, const Origin& at) {
  if (!std::isfinite(value) || std::fabs(value) > 9'007'199'254'740'992.0) return unknown_meaning();
  if (value == std::floor(value)) return constant(Literal::integer, fmt::format("{:.0f}", value), at);
  return constant(Literal::real, fmt::format("{}", value), at);
}

}  // namespace assay::model
