#include "telling/report/text_sheet.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "common/base/text.h"

namespace assay {
namespace {

constexpr std::size_t kLabelIndent = 2;

struct Range {
  std::uint32_t first, last;
};

// Unicode's East Asian Wide and Fullwidth blocks, coarsely; and the common combining marks.
constexpr std::array<Range, 10> kWide{{{0x1100, 0x115F},
                                       {0x2E80, 0x303E},
                                       {0x3041, 0xA4CF},
                                       {0xAC00, 0xD7A3},
                                       {0xF900, 0xFAFF},
                                       {0xFE30, 0xFE6F},
                                       {0xFF00, 0xFF60},
                                       {0xFFE0, 0xFFE6},
                                       {0x1F300, 0x1FAFF},
                                       {0x20000, 0x3FFFD}}};
constexpr std::array<Range, 4> kCombining{
    {{0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}}};

template <std::size_t N>
bool within(std::uint32_t c, const std::array<Range, N>& ranges) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](const Range& r) { return c >= r.first && c <= r.last; });
}

std::size_t length_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  return std::min(length, text.size() - at);
}

std::size_t width_of(std::string_view one) {
  if (one.size() == 1) return 1;
  std::uint32_t c = static_cast<unsigned char>(one[0]) & (0xFFu >> (one.size() + 1));
  for (std::size_t i = 1; i < one.size(); ++i) c = c << 6 | (static_cast<unsigned char>(one[i]) & 0x3F);
  return within(c, kCombining) ? 0 : within(c, kWide) ? 2 : 1;
}

// Bytes of `text` that fit into `width` columns; at least one character, lest a cut make no progress.
std::size_t fitting(std::string_view text, std::size_t width) {
  std::size_t at = 0, used = 0;
  while (at < text.size()) {
    const std::string_view one = text.substr(at, length_at(text, at));
    if (at > 0 && used + width_of(one) > width) break;
    used += width_of(one);
    at += one.size();
  }
  return at;
}

std::string_view code_of(Ink ink) {
  switch (ink) {
    case Ink::plain:
      return "";
    case Ink::bold:
      return "\x1b[1m";
    case Ink::dim:
      return "\x1b[2m";
    case Ink::red:
      return "\x1b[1;31m";
    case Ink::yellow:
      return "\x1b[33m";
    case Ink::green:
      return "\x1b[32m";
  }
  return "";
}

}  // namespace

std::size_t display_width(std::string_view utf8) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < utf8.size(); at += length_at(utf8, at))
    width += width_of(utf8.substr(at, length_at(utf8, at)));
  return width;
}

std::vector<std::string> wrapped(std::string_view utf8, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  for (const std::string& word : split(utf8, ' ')) {
    std::string_view rest = word;
    if (!line.empty() && display_width(line) + 1 + display_width(rest) <= width) {
      line += ' ';
      line += rest;
      continue;
    }
    if (!line.empty()) lines.push_back(std::exchange(line, ""));
    while (display_width(rest) > width) {
      const std::size_t cut = fitting(rest, width);
      lines.emplace_back(rest.substr(0, cut));
      rest.remove_prefix(cut);
    }
    line = rest;
  }
  if (!line.empty() || lines.empty()) lines.push_back(line);
  return lines;
}

std::string TextSheet::inked(std::string_view text, Ink ink) const {
  if (!colour_ || ink == Ink::plain || text.empty()) return std::string(text);
  return std::string(code_of(ink)).append(text).append("\x1b[0m");
}

void TextSheet::put_line(std::string line) {
  while (!line.empty() && line.back() == ' ') line.pop_back();
  text_ += line;
  text_ += '\n';
}

void TextSheet::blank() {
  text_ += '\n';
}

void TextSheet::block(std::size_t indent, std::string_view text, Ink ink) {
  for (const std::string& line : wrapped(escaped_for_terminal(text), kWidth - indent))
    put_line(std::string(indent, ' ') + inked(line, ink));
}

void TextSheet::labelled(std::string_view label, Ink ink, std::size_t indent, std::string_view text) {
  const std::string shown = escaped_for_terminal(label);
  const std::size_t used = kLabelIndent + display_width(shown);
  std::string start = std::string(kLabelIndent, ' ') + inked(shown, ink);
  start.append(used < indent ? indent - used : 1, ' ');
  for (const std::string& line : wrapped(escaped_for_terminal(text), kWidth - std::max(indent, used + 1)))
    put_line(std::exchange(start, std::string(indent, ' ')) + line);
}

void TextSheet::row(std::size_t indent, const std::vector<Cell>& cells) {
  std::vector<std::vector<std::string>> columns;
  std::size_t height = 0;
  for (const Cell& cell : cells) {
    columns.push_back(wrapped(escaped_for_terminal(cell.text), cell.width));
    height = std::max(height, columns.back().size());
  }
  for (std::size_t i = 0; i < height; ++i) {
    std::string line(indent, ' ');
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const std::string text = i < columns[c].size() ? columns[c][i] : "";
      const std::size_t used = display_width(text);
      line += inked(text, cells[c].ink);
      line.append(used < cells[c].width ? cells[c].width - used + 1 : 1, ' ');
    }
    put_line(std::move(line));
  }
}

}  // namespace assay
