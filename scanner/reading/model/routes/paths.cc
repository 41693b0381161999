#include "reading/model/routes/paths.h"

#include <algorithm>
#include <cctype>

namespace assay::model {
namespace {

bool is_name_char(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// The end of a bracketed group that begins at `at`, past its closing bracket.
std::size_t group_end(std::string_view text, std::size_t at, char open, char close) {
  int depth = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
      continue;
    }
    if (text[i] == open) ++depth;
    if (text[i] == close && --depth == 0) return i + 1;
  }
  return text.size();
}

std::string braces(std::string_view written) {
  std::string out;
  for (std::size_t i = 0; i < written.size();) {
    if (written[i] != '{') {
      out += written[i++];
      continue;
    }
    const std::size_t end = group_end(written, i, '{', '}');
    const std::string_view inside = written.substr(i + 1, end - i - 2);
    out += "{" + std::string(inside.substr(0, inside.find(':'))) + "}";
    i = end;
  }
  return out;
}

std::string colon(std::string_view written) {
  std::string out;
  for (std::size_t i = 0; i < written.size();) {
    const bool parameter = written[i] == ':' && i + 1 < written.size() && is_name_char(written[i + 1]);
    if (!parameter) {
      out += written[i++];
      continue;
    }
    std::size_t end = i + 1;
    while (end < written.size() && is_name_char(written[end])) ++end;
    out += "{" + std::string(written.substr(i + 1, end - i - 1)) + "}";
    // A pattern and a mark that says how often: :id(\d+)?, :id{[0-9]+}
    if (end < written.size() && written[end] == '(') end = group_end(written, end, '(', ')');
    if (end < written.size() && written[end] == '{') end = group_end(written, end, '{', '}');
    if (end < written.size() && (written[end] == '?' || written[end] == '*' || written[end] == '+')) ++end;
    i = end;
  }
  return out;
}

std::string angle(std::string_view written) {
  std::string out;
  for (std::size_t i = 0; i < written.size();) {
    if (written[i] != '<') {
      out += written[i++];
      continue;
    }
    const std::size_t end = std::min(written.find('>', i), written.size());
    const std::string_view inside = written.substr(i + 1, end - i - 1);
    const std::size_t type = inside.rfind(':');
    out += "{" + std::string(type == std::string_view::npos ? inside : inside.substr(type + 1)) + "}";
    i = end + 1;
  }
  return out;
}

std::string regex(std::string_view written) {
  std::string out;
  int unnamed = 0;
  for (std::size_t i = 0; i < written.size();) {
    if (written[i] == '^' || written[i] == '$') {
      ++i;
    } else if (written.substr(i).starts_with("\\Z") || written.substr(i).starts_with("\\A")) {
      i += 2;
    } else if (written.substr(i).starts_with("(?P<")) {
      const std::size_t close = std::min(written.find('>', i), written.size());
      out += "{" + std::string(written.substr(i + 4, close - i - 4)) + "}";
      i = group_end(written, i, '(', ')');
    } else if (written[i] == '(' && written.substr(i + 1, 1) != "?") {
      out += "{" + std::to_string(++unnamed) + "}";  // given by its place
      i = group_end(written, i, '(', ')');
    } else if (written[i] == '\\' && i + 1 < written.size()) {
      out += written[i + 1];
      i += 2;
    } else if (written[i] == '?' && !out.empty() && out.back() == '/') {
      // An optional slash is served either way; at the end the shorter path is told.
      if (written.find_first_not_of("$", i + 1) == std::string_view::npos) out.pop_back();
      ++i;
    } else {
      out += written[i++];
    }
  }
  return out;
}

std::string brackets(std::string_view written) {
  std::string out(written);
  std::replace(out.begin(), out.end(), '[', '{');
  std::replace(out.begin(), out.end(), ']', '}');
  return out;
}

// "*", "(.*)", "*rest", "{*rest}", ":path*": a last segment that takes what is left.
bool is_star(std::string_view segment) {
  if (segment.starts_with('{')) segment.remove_prefix(1);
  return segment.starts_with('*') || segment.ends_with('*') || segment == "(.*)";
}

// "^.*$", "^(?P<path>.*)$", "(.+)/?"
bool is_whole_wildcard(std::string_view written) {
  while (written.starts_with('^')) written.remove_prefix(1);
  while (written.ends_with('$') || written.ends_with('?') || written.ends_with('/')) written.remove_suffix(1);
  if (written.starts_with("(?!")) written.remove_prefix(group_end(written, 0, '(', ')'));
  if (written.starts_with("(?:")) written.remove_prefix(3);
  if (written.starts_with("(?P<")) written.remove_prefix(std::min(written.find('>') + 1, written.size()));
  if (written.starts_with('(')) written.remove_prefix(1);
  if (written.ends_with(')')) written.remove_suffix(1);
  return written == ".*" || written == ".+";
}

}  // namespace

std::string plain_path(std::string_view written, std::string_view style) {
  if (style == "braces") return braces(written);
  if (style == "colon") return colon(written);
  if (style == "angle") return angle(written);
  if (style == "regex") return regex(written);
  if (style == "brackets") return brackets(written);
  return std::string(written);
}

std::string joined_path(const std::string& prefix, const std::string& path, bool segments) {
  if (!segments) return prefix + path;
  const auto bare = [](std::string_view part) {
    while (part.starts_with('/')) part.remove_prefix(1);
    while (part.ends_with('/')) part.remove_suffix(1);
    return std::string(part);
  };
  std::string out;
  for (const std::string& part : {bare(prefix), bare(path)})
    if (!part.empty()) out += "/" + part;
  return out;
}

bool is_catch_all(std::string_view written, std::string_view style) {
  if (style == "colon") return is_star(written.substr(written.rfind('/') + 1));
  if (style == "braces") return written.ends_with(":path}");
  if (style == "brackets") return written.find("[...") != std::string_view::npos;
  if (style == "angle") return written.starts_with("<path:") && written.find('>') == written.size() - 1;
  if (style == "regex") return is_whole_wildcard(written);
  return false;
}

}  // namespace assay::model
