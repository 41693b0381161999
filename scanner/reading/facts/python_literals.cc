#include "reading/facts/python_literals.h"

#include <cctype>
#include <charconv>
#include <cstdint>
#include <optional>

namespace assay::facts {
namespace {

void append_utf8(std::string& out, std::uint32_t point) {
  const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (point < 0x80) return put(point);
  if (point < 0x800) {
    put(0xC0 | point >> 6);
  } else {
    if (point < 0x10000) {
      put(0xE0 | point >> 12);
    } else {
      put(0xF0 | point >> 18);
      put(0x80 | (point >> 12 & 0x3F));
    }
    put(0x80 | (point >> 6 & 0x3F));
  }
  put(0x80 | (point & 0x3F));
}

bool is_scalar(std::uint32_t point) {
  return point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
}

char simple_escape(char letter) {
  switch (letter) {
    case 'a':
      return '\a';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    case '\\':
    case '\'':
    case '"':
      return letter;
  }
  return 0;
}

class StringDecoder {
 public:
  StringDecoder(std::string_view content, PythonStringForm form) : in_(content), form_(form) {}

  std::string decode() {
    while (at_ < in_.size()) {
      const char c = in_[at_];
      if (c == '\\' && !form_.raw && decode_escape()) continue;
      if (c == '\r' && peek(1) == '\n') ++at_;  // Python reads every line end as \n
      if (form_.format && (c == '{' || c == '}') && peek(1) == c) ++at_;
      out_ += in_[at_++];
    }
    return std::move(out_);
  }

 private:
  char peek(std::size_t ahead) const { return at_ + ahead < in_.size() ? in_[at_ + ahead] : '\0'; }

  // At a backslash. False: no escape, nothing was read.
  bool decode_escape() {
    const char letter = peek(1);
    if (letter == '\n' || letter == '\r') return skip_line_end();
    if (const char value = simple_escape(letter); value != 0)
      return take(2, static_cast<std::uint8_t>(value));
    if (letter >= '0' && letter <= '7') return decode_octal();
    if (letter == 'x') return decode_hex(2);
    if (letter == 'u' && !form_.bytes) return decode_hex(4);
    if (letter == 'U' && !form_.bytes) return decode_hex(8);
    return false;
  }

  bool skip_line_end() {
    at_ += peek(1) == '\r' && peek(2) == '\n' ? 3 : 2;
    return true;
  }

  bool decode_octal() {
    std::size_t digits = 0;
    std::uint32_t value = 0;
    for (; digits < 3 && peek(1 + digits) >= '0' && peek(1 + digits) <= '7'; ++digits) {
      value = value * 8 + static_cast<std::uint32_t>(peek(1 + digits) - '0');
    }
    return take(1 + digits, form_.bytes ? value & 0xFF : value);
  }

  bool decode_hex(std::size_t digits) {
    if (at_ + 2 + digits > in_.size()) return false;
    std::uint32_t value = 0;
    const char* first = in_.data() + at_ + 2;
    const auto [last, error] = std::from_chars(first, first + digits, value, 16);
    if (error != std::errc{} || last != first + digits || !is_scalar(value)) return false;
    return take(2 + digits, value);
  }

  bool take(std::size_t length, std::uint32_t value) {
    if (form_.bytes) {
      out_ += static_cast<char>(value);
    } else {
      append_utf8(out_, value);
    }
    at_ += length;
    return true;
  }

  std::string_view in_;
  PythonStringForm form_;
  std::size_t at_ = 0;
  std::string out_;
};

std::string without_separators(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != '_') out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return out;
}

std::optional<std::string> decimal(std::string_view digits, int base) {
  std::uint64_t value = 0;
  const auto [last, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error != std::errc{} || last != digits.data() + digits.size()) return std::nullopt;
  return std::to_string(value);
}

int base_of(std::string_view number) {
  if (number.size() < 2 || number[0] != '0') return 10;
  switch (number[1]) {
    case 'x':
      return 16;
    case 'o':
      return 8;
    case 'b':
      return 2;
  }
  return 10;
}

}  // namespace

PythonStringForm python_string_form(std::string_view opening) {
  PythonStringForm form;
  for (const char c : opening) {
    const char letter = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    form.raw |= letter == 'r';
    form.bytes |= letter == 'b';
    form.format |= letter == 'f' || letter == 't';
  }
  return form;
}

std::string decode_python_string(std::string_view content, PythonStringForm form) {
  return StringDecoder(content, form).decode();
}

std::string normalize_python_number(std::string_view text) {
  std::string number = without_separators(text);
  if (number.ends_with('l')) number.pop_back();
  const int base = base_of(number);
  if (base != 10) return decimal(std::string_view(number).substr(2), base).value_or(number);
  const bool python_2_octal = number.size() > 1 && number[0] == '0';
  return python_2_octal ? decimal(number, 8).value_or(number) : number;
}

}  // namespace assay::facts
