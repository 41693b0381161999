#include "reading/model/routes/patterns.h"

#include <cctype>
#include <functional>
#include <memory>
#include <vector>

namespace assay::model {
namespace {

constexpr std::size_t kMaxPattern = 1'000;
constexpr std::size_t kMaxText = 400;
constexpr int kMaxNesting = 24;
constexpr int kMaxSteps = 50'000;
constexpr int kMaxDepth = 3'000;

struct Node;
using Sequence = std::vector<Node>;

struct Node {
  enum class Kind { character, any, set, group, look, end };
  Kind kind = Kind::character;
  char character = 0;
  bool negated = false;  // of a set, of a look-ahead
  std::vector<std::pair<char, char>> ranges;
  std::vector<Sequence> alternatives;
  std::size_t least = 1, most = 1;
};

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  std::optional<std::vector<Sequence>> whole() {
    auto parsed = alternatives(0);
    if (at_ != text_.size()) failed_ = true;
    return failed_ ? std::nullopt : std::optional(std::move(parsed));
  }

 private:
  std::vector<Sequence> alternatives(int depth) {
    std::vector<Sequence> all(1);
    if (depth > kMaxNesting) failed_ = true;
    while (!failed_ && at_ < text_.size() && text_[at_] != ')') {
      if (text_[at_] == '|') {
        ++at_;
        all.emplace_back();
        continue;
      }
      all.back().push_back(repeated(atom(depth)));
    }
    return all;
  }

  Node atom(int depth) {
    Node node;
    const char c = text_[at_++];
    switch (c) {
      case '.':
        node.kind = Node::Kind::any;
        return node;
      case '$':
        node.kind = Node::Kind::end;
        return node;
      case '\\':
        return escaped();
      case '[':
        return set();
      case '(':
        return group(depth);
      case '^':
      case '{':
      case '*':
      case '+':
      case '?':
        failed_ = true;
        return node;
      default:
        node.character = c;
        return node;
    }
  }

  Node escaped() {
    Node node;
    if (at_ >= text_.size()) {
      failed_ = true;
      return node;
    }
    const char c = text_[at_++];
    node.kind = Node::Kind::set;
    if (c == 'd') node.ranges = {{'0', '9'}};
    if (c == 'w') node.ranges = {{'a', 'z'}, {'A', 'Z'}, {'0', '9'}, {'_', '_'}};
    if (!node.ranges.empty()) return node;
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) failed_ = true;
    node.kind = Node::Kind::character;
    node.character = c;
    return node;
  }

  Node set() {
    Node node;
    node.kind = Node::Kind::set;
    if (at_ < text_.size() && text_[at_] == '^') {
      node.negated = true;
      ++at_;
    }
    while (at_ < text_.size() && text_[at_] != ']') {
      char from = text_[at_++];
      if (from == '\\' && at_ < text_.size()) {
        from = text_[at_++];
        if (std::isalnum(static_cast<unsigned char>(from)) != 0) failed_ = true;
      }
      char to = from;
      if (at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']') {
        to = text_[at_ + 1];
        at_ += 2;
      }
      node.ranges.emplace_back(from, to);
    }
    if (at_ >= text_.size()) failed_ = true;
    ++at_;
    return node;
  }

  Node group(int depth) {
    Node node;
    node.kind = Node::Kind::group;
    if (text_.substr(at_).starts_with("?:")) {
      at_ += 2;
    } else if (text_.substr(at_).starts_with("?!") || text_.substr(at_).starts_with("?=")) {
      node.kind = Node::Kind::look;
      node.negated = text_[at_ + 1] == '!';
      at_ += 2;
    }
    node.alternatives = alternatives(depth + 1);
    if (at_ >= text_.size()) failed_ = true;
    ++at_;
    return node;
  }

  Node repeated(Node node) {
    if (at_ >= text_.size()) return node;
    const char c = text_[at_];
    if (c != '*' && c != '+' && c != '?') return node;
    node.least = c == '+' ? 1 : 0;
    node.most = c == '?' ? 1 : SIZE_MAX;
    ++at_;
    if (at_ < text_.size() && text_[at_] == '?') ++at_;  // takes as little as it can: the same texts fit
    return node;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

class Matcher {
 public:
  explicit Matcher(std::string_view text) : text_(text) {}

  using Then = std::function<bool(std::size_t)>;

  bool any(const std::vector<Sequence>& alternatives, std::size_t at, const Then& then) {
    for (const Sequence& sequence : alternatives)
      if (from(sequence, 0, at, then)) return true;
    return false;
  }

  bool gave_up() const { return gave_up_; }

 private:
  bool from(const Sequence& sequence, std::size_t n, std::size_t at, const Then& then) {
    if (++steps_ > kMaxSteps || depth_ > kMaxDepth) gave_up_ = true;
    if (gave_up_) return false;
    if (n == sequence.size()) return then(at);
    ++depth_;
    const bool fits = repeat(sequence, n, 0, at, then);
    --depth_;
    return fits;
  }

  bool repeat(const Sequence& sequence, std::size_t n, std::size_t times, std::size_t at, const Then& then) {
    const Node& node = sequence[n];
    if (gave_up_) return false;
    if (times < node.most) {
      const Then again = [&, at, times](std::size_t next) {
        if (next == at && times >= node.least) return false;  // an empty round leads nowhere
        return repeat(sequence, n, times + 1, next, then);
      };
      if (++steps_ > kMaxSteps || ++depth_ > kMaxDepth) gave_up_ = true;
      const bool fits = once(node, at, again);
      --depth_;
      if (fits) return true;
    }
    return times >= node.least && from(sequence, n + 1, at, then);
  }

  bool once(const Node& node, std::size_t at, const Then& then) {
    switch (node.kind) {
      case Node::Kind::end:
        return at == text_.size() && then(at);
      case Node::Kind::look:
        return any(node.alternatives, at, [](std::size_t) { return true; }) != node.negated && then(at);
      case Node::Kind::group:
        return any(node.alternatives, at, then);
      default:
        return at < text_.size() && holds(node, text_[at]) && then(at + 1);
    }
  }

  static bool holds(const Node& node, char c) {
    if (node.kind == Node::Kind::any) return true;
    if (node.kind == Node::Kind::character) return node.character == c;
    bool inside = false;
    for (const auto& [from, to] : node.ranges) inside = inside || (c >= from && c <= to);
    return inside != node.negated;
  }

  std::string_view text_;
  int steps_ = 0, depth_ = 0;
  bool gave_up_ = false;
};

bool is_name_char(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// Past the bracket that closes the one at `at`.
std::size_t group_end(std::string_view text, std::size_t at) {
  int depth = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '(') {
      ++depth;
    } else if (text[i] == ')' && --depth == 0) {
      return i + 1;
    }
  }
  return text.size();
}

}  // namespace

std::optional<bool> fits_regex(std::string_view pattern, std::string_view text) {
  if (pattern.size() > kMaxPattern || text.size() > kMaxText) return std::nullopt;
  const auto parsed = Parser(pattern).whole();
  if (!parsed) return std::nullopt;
  Matcher matcher(text);
  const bool fits = matcher.any(*parsed, 0, [&](std::size_t end) { return end == text.size(); });
  return matcher.gave_up() ? std::nullopt : std::optional(fits);
}

std::string regex_of_route_pattern(std::string_view pattern) {
  std::string out;
  while (pattern.size() > 1 && pattern.ends_with('/')) pattern.remove_suffix(1);
  for (std::size_t i = 0; i < pattern.size();) {
    const bool slash = pattern[i] == '/';
    std::size_t part = slash ? i + 1 : i;
    std::string inner;
    if (part + 1 < pattern.size() && pattern[part] == ':' && is_name_char(pattern[part + 1])) {
      ++part;
      while (part < pattern.size() && is_name_char(pattern[part])) ++part;
      inner = "[^/]+";
    }
    if (part < pattern.size() && pattern[part] == '(') {
      const std::size_t end = group_end(pattern, part);
      inner = "(?:" + std::string(pattern.substr(part + 1, end - part - 2)) + ")";
      part = end;
    }
    if (inner.empty()) {
      const char c = pattern[i++];
      if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos) out += '\\';
      out += c;
      continue;
    }
    const std::string whole = (slash ? "/" : "") + inner;
    const char mark = part < pattern.size() ? pattern[part] : '\0';
    if (mark == '?' || mark == '*' || mark == '+') {
      ++part;
      out += "(?:" + whole + ")" + mark;
    } else {
      out += whole;
    }
    i = part;
  }
  return out == "/" ? out : out + "/?";
}

}  // namespace assay::model
