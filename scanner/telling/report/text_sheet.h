// report/text_sheet.h - a page of text, 80 columns wide, built line by line.
// Every string handed in is escaped for the terminal here, so that no writer can forget it; colour is added
// here and nowhere else, and a page without it says the same.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

// Columns a text takes on a terminal: wide East Asian characters and emoji take two, combining marks none.
std::size_t display_width(std::string_view utf8);

// Breaks at spaces; a word wider than the line is cut, an empty text gives one empty line.
std::vector<std::string> wrapped(std::string_view utf8, std::size_t width);

enum class Ink { plain, bold, dim, red, yellow, green };

struct Cell {
  std::size_t width = 0;
  std::string text;
  Ink ink = Ink::plain;
};

class TextSheet {
 public:
  static constexpr std::size_t kWidth = 80;

  explicit TextSheet(bool colour) : colour_(colour) {}

  void blank();
  void block(std::size_t indent, std::string_view text, Ink ink = Ink::plain);
  // The label stands left of the first line, all lines of the text begin at `indent`.
  void labelled(std::string_view label, Ink ink, std::size_t indent, std::string_view text);
  // Cells side by side, one space between, each wrapped to its own width; lines begin at `indent`.
  void row(std::size_t indent, const std::vector<Cell>& cells);

  std::string take() { return std::move(text_); }

 private:
  std::string inked(std::string_view text, Ink ink) const;
  void put_line(std::string line);

  bool colour_;
  std::string text_;
};

}  // namespace assay
