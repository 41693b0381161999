#include "common/base/regex.h"

#include <bitset>
#include <memory>
#include <vector>

#include "common/base/text.h"

namespace assay {
namespace {

constexpr std::size_t kMaxPattern = 500, kMaxText = 1'000;
constexpr int kMaxNesting = 16;
constexpr int kMaxCount = 64;              // {n,m}
constexpr std::size_t kMaxSteps = 10'000;  // atoms tried on all places at once

using Characters = std::bitset<256>;
using Places = std::vector<bool>;  // where in the text a match may have got to

struct Atom;
struct Item {
  std::shared_ptr<const Atom> atom;
  int min = 1;
  std::optional<int> max = 1;  // nothing: without end
};
using Sequence = std::vector<Item>;

struct Atom {
  enum class Kind { one_of, begin, end, word_edge, no_word_edge, group, ahead, not_ahead };
  Kind kind = Kind::one_of;
  Characters characters;
  std::vector<Sequence> alternatives;
};

unsigned char byte(char c) {
  return static_cast<unsigned char>(c);
}

Characters range(int first, int last) {
  Characters out;
  for (int c = first; c <= last; ++c) out.set(static_cast<std::size_t>(c));
  return out;
}

int only(const Characters& characters) {
  int c = 0;
  while (c < 255 && !characters.test(static_cast<std::size_t>(c))) ++c;
  return c;
}

const Characters& words() {
  static const Characters kWords = range('a', 'z') | range('A', 'Z') | range('0', '9') | range('_', '_');
  return kWords;
}

// ---- The expression, read ------------------------------------------------------------------------------

class Reader {
 public:
  explicit Reader(std::string_view pattern) : rest_(pattern) {}

  std::optional<std::vector<Sequence>> whole() {
    auto alternatives = read_alternatives(0);
    return failed_ || !rest_.empty() ? std::nullopt : std::optional(std::move(alternatives));
  }

 private:
  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  char next() {
    if (rest_.empty()) {
      failed_ = true;
      return 0;
    }
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  std::vector<Sequence> read_alternatives(int depth) {
    std::vector<Sequence> out(1);
    if (depth > kMaxNesting) failed_ = true;
    while (!failed_ && !rest_.empty() && rest_.front() != ')') {
      if (take("|")) {
        out.emplace_back();
        continue;
      }
      Item item{std::make_shared<const Atom>(read_atom(depth)), 1, 1};
      read_count(item);
      out.back().push_back(std::move(item));
    }
    return out;
  }

  Atom read_atom(int depth) {
    Atom atom;
    const char c = next();
    if (c == '(') return read_group(depth);
    if (c == '^') atom.kind = Atom::Kind::begin;
    if (c == '$') atom.kind = Atom::Kind::end;
    if (c == '^' || c == '$') return atom;
    if (c == '\\' && (rest_.starts_with('b') || rest_.starts_with('B'))) {
      atom.kind = next() == 'b' ? Atom::Kind::word_edge : Atom::Kind::no_word_edge;
      return atom;
    }
    if (c == '*' || c == '+' || c == '?') failed_ = true;
    if (c == '[')
      atom.characters = read_class();
    else if (c == '.')
      atom.characters = ~(range('\n', '\n') | range('\r', '\r'));
    else
      atom.characters = c == '\\' ? read_escape() : range(byte(c), byte(c));
    return atom;
  }

  Atom read_group(int depth) {
    Atom atom;
    atom.kind = Atom::Kind::group;
    if (take("?="))
      atom.kind = Atom::Kind::ahead;
    else if (take("?!"))
      atom.kind = Atom::Kind::not_ahead;
    else if (rest_.starts_with("?<=") || rest_.starts_with("?<!"))
      failed_ = true;
    else if (take("?<"))
      rest_.remove_prefix(std::min(rest_.size(), rest_.find('>') + 1));
    else if (!take("?:") && rest_.starts_with("?"))
      failed_ = true;
    atom.alternatives = read_alternatives(depth + 1);
    if (!take(")")) failed_ = true;
    return atom;
  }

  Characters read_escape() {
    const char c = next();
    switch (c) {
      case 'd':
        return range('0', '9');
      case 'D':
        return ~range('0', '9');
      case 'w':
        return words();
      case 'W':
        return ~words();
      case 's':
        return range('\t', '\r') | range(' ', ' ');
      case 'S':
        return ~(range('\t', '\r') | range(' ', ' '));
      case 'n':
        return range('\n', '\n');
      case 'r':
        return range('\r', '\r');
      case 't':
        return range('\t', '\t');
      default:
        break;
    }
    // What is left of letters and digits refers to something, or needs the text's characters told from its
    // bytes.
    if (words().test(byte(c))) failed_ = true;
    return range(byte(c), byte(c));
  }

  Characters read_class() {
    Characters out;
    const bool negated = take("^");
    while (!failed_ && !take("]")) {
      const char c = next();
      const Characters first = c == '\\' ? read_escape() : range(byte(c), byte(c));
      if (rest_.size() > 1 && rest_[0] == '-' && rest_[1] != ']' && first.count() == 1) {
        next();
        const char l = next();
        const Characters last = l == '\\' ? read_escape() : range(byte(l), byte(l));
        if (last.count() != 1 || only(first) > only(last)) failed_ = true;
        out |= range(only(first), only(last));
      } else {
        out |= first;
      }
    }
    return negated ? ~out : out;
  }

  int read_number() {
    int value = 0;
    while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9' && value <= kMaxCount)
      value = value * 10 + (next() - '0');
    if (value > kMaxCount) failed_ = true;
    return value;
  }

  void read_count(Item& item) {
    if (take("*")) {
      item.min = 0;
      item.max = std::nullopt;
    } else if (take("+")) {
      item.max = std::nullopt;
    } else if (take("?")) {
      item.min = 0;
    } else if (rest_.size() > 1 && rest_[0] == '{' && rest_[1] >= '0' && rest_[1] <= '9') {
      next();
      item.min = read_number();
      item.max = item.min;
      if (take(",")) item.max = rest_.starts_with('}') ? std::nullopt : std::optional(read_number());
      if (!take("}")) failed_ = true;
    } else {
      return;
    }
    take("?");  // how much is taken first changes nothing in whether there is a match
  }

  std::string_view rest_;
  bool failed_ = false;
};

// ---- The expression, met -------------------------------------------------------------------------------

// All places at once, so that no expression makes the work grow by powers.
class Matcher {
 public:
  explicit Matcher(std::string_view text) : text_(text) {}

  std::optional<bool> finds(const std::vector<Sequence>& alternatives) {
    const Places ends = after(alternatives, Places(text_.size() + 1, true));
    if (steps_ > kMaxSteps) return std::nullopt;
    return any(ends);
  }

 private:
  static bool any(const Places& places) {
    for (const bool there : places)
      if (there) return true;
    return false;
  }

  static void add(Places& to, const Places& more) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] = to[i] || more[i];
  }

  Places after(const std::vector<Sequence>& alternatives, const Places& from) {
    Places out(from.size(), false);
    for (const Sequence& sequence : alternatives) {
      Places at = from;
      for (const Item& item : sequence) at = after(item, at);
      add(out, at);
    }
    return out;
  }

  Places after(const Item& item, Places at) {
    for (int n = 0; n < item.min; ++n) at = after(*item.atom, at);
    Places out = at;
    // Each turn goes on from the places that the one before was first to reach.
    for (int n = item.min; (!item.max || n < *item.max) && any(at) && steps_ <= kMaxSteps; ++n) {
      at = after(*item.atom, at);
      for (std::size_t i = 0; i < at.size(); ++i) at[i] = at[i] && !out[i];
      add(out, at);
    }
    return out;
  }

  Places after(const Atom& atom, const Places& from) {
    Places out(from.size(), false);
    if (++steps_ > kMaxSteps) return out;
    if (atom.kind == Atom::Kind::group) return after(atom.alternatives, from);
    for (std::size_t i = 0; i < from.size(); ++i) {
      if (!from[i]) continue;
      if (atom.kind != Atom::Kind::one_of)
        out[i] = holds(atom, i);
      else if (i < text_.size() && atom.characters.test(byte(text_[i])))
        out[i + 1] = true;
    }
    return out;
  }

  bool holds(const Atom& atom, std::size_t at) {
    const auto word = [&](std::size_t i) { return i < text_.size() && words().test(byte(text_[i])); };
    const bool edge = (at > 0 && word(at - 1)) != word(at);
    switch (atom.kind) {
      case Atom::Kind::begin:
        return at == 0;
      case Atom::Kind::end:
        return at == text_.size();
      case Atom::Kind::word_edge:
        return edge;
      case Atom::Kind::no_word_edge:
        return !edge;
      default:
        break;
    }
    Places here(text_.size() + 1, false);
    here[at] = true;
    return any(after(atom.alternatives, here)) == (atom.kind == Atom::Kind::ahead);
  }

  std::string_view text_;
  std::size_t steps_ = 0;
};

}  // namespace

std::optional<bool> finds_regex(std::string_view pattern, std::string_view text, bool ignore_case) {
  if (pattern.size() > kMaxPattern || text.size() > kMaxText) return std::nullopt;
  // Both in lower case, but for the escapes of which a capital is the opposite.
  std::string folded(pattern), lower(text);
  if (ignore_case) {
    lower = to_lower(lower);
    for (std::size_t i = 0; i < folded.size(); ++i) {
      if (folded[i] == '\\')
        ++i;
      else
        folded[i] = to_lower(folded.substr(i, 1))[0];
    }
  }
  const auto alternatives = Reader(folded).whole();
  return alternatives ? Matcher(lower).finds(*alternatives) : std::nullopt;
}

}  // namespace assay
