#include "reading/facts/javascript_literals.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

namespace assay::facts::javascript {
namespace {

void append_utf8(std::string& out, std::uint32_t code) {
  const auto tail = [&out](std::uint32_t bits) { out += static_cast<char>(0x80 | (bits & 0x3F)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    tail(code);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    tail(code >> 6);
    tail(code);
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    tail(code >> 12);
    tail(code >> 6);
    tail(code);
  }
}

bool is_high_surrogate(std::uint32_t code) {
  return code >= 0xD800 && code < 0xDC00;
}
bool is_low_surrogate(std::uint32_t code) {
  return code >= 0xDC00 && code < 0xE000;
}

std::optional<std::uint32_t> parse_number(std::string_view digits, int base) {
  std::uint32_t value = 0;
  const auto end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, base);
  if (digits.empty() || error != std::errc() || stop != end) return std::nullopt;
  return value;
}

// Reads escapes one by one from the front of what is left.
class StringDecoder {
 public:
  explicit StringDecoder(std::string_view left) : left_(left) {}

  std::string decode() {
    while (!left_.empty()) {
      const std::size_t plain = std::min(left_.find_first_of("\\\r"), left_.size());
      out_.append(left_.substr(0, plain));
      left_.remove_prefix(plain);
      if (left_.empty()) break;
      if (left_.front() == '\r') {
        read_line_end();
      } else {
        read_escape();
      }
    }
    return std::move(out_);
  }

 private:
  // A template's line ends are \n, however the file writes them.
  void read_line_end() {
    left_.remove_prefix(left_.starts_with("\r\n") ? 2 : 1);
    out_ += '\n';
  }

  void read_escape() {
    if (left_.size() == 1) return keep(1);
    const char c = left_[1];
    switch (c) {
      case 'n':
        return replace(2, "\n");
      case 't':
        return replace(2, "\t");
      case 'r':
        return replace(2, "\r");
      case 'b':
        return replace(2, "\b");
      case 'f':
        return replace(2, "\f");
      case 'v':
        return replace(2, "\v");
      case '\n':
        return replace(2, "");
      case '\r':
        return replace(left_.substr(1).starts_with("\r\n") ? 3 : 2, "");
      case 'x':
        return read_hex();
      case 'u':
        return read_unicode();
      default:
        break;
    }
    if (c >= '0' && c <= '7') return read_octal();
    if (left_.substr(1).starts_with("\xE2\x80\xA8") || left_.substr(1).starts_with("\xE2\x80\xA9")) {
      return replace(4, "");  // U+2028 and U+2029 continue a line too
    }
    left_.remove_prefix(1);
    keep(1);
  }

  void read_hex() {
    const auto code = parse_number(left_.substr(2, 2), 16);
    if (!code || left_.size() < 4) return keep(2);
    take(4, *code);
  }

  void read_octal() {
    std::size_t digits = 1;
    const std::size_t most = left_[1] <= '3' ? 3 : 2;
    while (digits < most && digits + 1 < left_.size() && left_[digits + 1] >= '0' &&
           left_[digits + 1] <= '7') {
      ++digits;
    }
    take(digits + 1, *parse_number(left_.substr(1, digits), 8));
  }

  struct Unicode {
    std::uint32_t code;
    std::size_t length;
  };

  // \u0041 or \u{41} at the front of `text`.
  static std::optional<Unicode> unicode_at(std::string_view text) {
    if (!text.starts_with("\\u")) return std::nullopt;
    if (!text.substr(2).starts_with('{')) {
      const auto code = parse_number(text.substr(2, 4), 16);
      if (!code || text.size() < 6) return std::nullopt;
      return Unicode{*code, 6};
    }
    const std::size_t close = text.substr(0, 16).find('}');
    if (close == text.npos) return std::nullopt;
    const auto code = parse_number(text.substr(3, close - 3), 16);
    if (!code || *code > 0x10FFFF) return std::nullopt;
    return Unicode{*code, close + 1};
  }

  void read_unicode() {
    const auto first = unicode_at(left_);
    if (!first || is_low_surrogate(first->code)) return keep(2);
    if (!is_high_surrogate(first->code)) return take(first->length, first->code);
    const auto second = unicode_at(left_.substr(first->length));
    if (!second || !is_low_surrogate(second->code)) return keep(2);
    take(first->length + second->length, 0x10000 + ((first->code - 0xD800) << 10) + (second->code - 0xDC00));
  }

  void keep(std::size_t count) { replace(count, left_.substr(0, count)); }
  void replace(std::size_t count, std::string_view text) {
    out_.append(text);
    left_.remove_prefix(count);
  }
  void take(std::size_t count, std::uint32_t code) {
    append_utf8(out_, code);
    left_.remove_prefix(count);
  }

  std::string_view left_;
  std::string out_;
};

int base_of(std::string_view& digits) {
  if (digits.size() < 2 || digits[0] != '0') return 10;
  const char letter = static_cast<char>(digits[1] | 0x20);
  const int base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
  if (base != 0) digits.remove_prefix(2);
  if (base == 0 && digits.find_first_not_of("01234567") == digits.npos) return 8;  // 0755
  return base == 0 ? 10 : base;
}

std::string without_leading_zeros(std::string_view digits) {
  const std::size_t first = digits.find_first_not_of('0');
  return std::string(first == digits.npos ? "0" : digits.substr(first));
}

Number decode_integer(std::string_view plain) {
  std::string_view digits = plain;
  const int base = base_of(digits);
  if (base == 10) return {without_leading_zeros(digits)};
  std::uint64_t value = 0;
  const auto end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, base);
  if (error != std::errc() || stop != end) return {std::string(plain)};
  return {std::to_string(value)};
}

bool is_real(std::string_view plain) {
  const bool is_hex = plain.starts_with("0x") || plain.starts_with("0X");
  return !is_hex && plain.find_first_of(".eE") != plain.npos;
}

}  // namespace

std::string_view without_quotes(std::string_view literal) {
  if (literal.empty()) return literal;
  const char quote = literal.front();
  if (quote != '"' && quote != '\'' && quote != '`') return literal;
  literal.remove_prefix(1);
  if (literal.ends_with(quote)) literal.remove_suffix(1);
  return literal;
}

std::string decode_string(std::string_view content) {
  return StringDecoder(content).decode();
}

std::string decode_identifier(std::string_view name) {
  return name.find('\\') == name.npos ? std::string(name) : decode_string(name);
}

Number decode_number(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c != '_') plain += c;
  }
  if (plain.ends_with('n')) plain.pop_back();
  if (!is_real(plain)) return decode_integer(plain);
  double value = 0;
  const auto end = plain.data() + plain.size();
  const auto [stop, error] = std::from_chars(plain.data(), end, value);
  if (error != std::errc() || stop != end) return {plain, false};
  return {fmt::format("{}", value), false};
}

}  // namespace assay::facts::javascript
