// rules/reader.h - typed reading of rule files: what keys a map may have, what each
// holds, and a problem with its place for everything that is not so.
// A Shape is the table of a struct's keys; it is all that a reader of such a map, or a
// writer of its schema, needs to know. Reading goes on after a problem.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/base/problem.h"
#include "common/rules/tree.h"
#include "common/vocabulary/value.h"

namespace assay {

// What calls of an effect may carry: the choices and parameters of a decision, or words of the effect's own.
struct EffectWords {
  std::string decision;
  std::vector<std::string> choices, parameters;
};

// The words that files may use because another file lists them.
struct RuleWords {
  std::map<std::string, EffectWords> effects;
  std::vector<std::string> arguments;  // names under `arguments` of a call
  std::vector<std::string> jobs;       // what a dependency can do for an app
  std::vector<std::string> roles;
  std::map<std::string, std::vector<std::string>> choices;     // of each decision
  std::map<std::string, std::vector<std::string>> parameters;  // of each decision
  std::vector<std::string> frameworks;
};

class Reader {
 public:
  Reader(const RuleWords& words, Problems& problems) : words_(words), problems_(problems) {}

  const RuleWords& words() const { return words_; }

  void complain(const Node& at, std::string what, std::string cure = "");

  // `known` holds the word, or a problem says that "effect "sing-token" is not known" and which word is near.
  bool check_word(const Node& at, std::string_view noun, const std::string& word,
                  const std::vector<std::string>& known);
  void complain_unknown(const Node& at, std::string_view noun, const std::string& word,
                        const std::vector<std::string>& known);

  std::string text(const Node& node);
  std::int64_t whole(const Node& node);
  double number(const Node& node);
  bool truth(const Node& node);
  Value value(const Node& node);  // what the YAML word stands for: a number, a truth, a text, a list of texts

  bool expect_map(const Node& node);
  bool expect_list(const Node& node);

 private:
  const RuleWords& words_;
  Problems& problems_;
};

// ---- How each type is read. A struct of the rules adds its own overload.
// ------------------------------------

inline void read_into(Reader& r, const Node& node, std::string& out) {
  out = r.text(node);
}
inline void read_into(Reader& r, const Node& node, bool& out) {
  out = r.truth(node);
}
inline void read_into(Reader& r, const Node& node, int& out) {
  out = static_cast<int>(r.whole(node));
}
inline void read_into(Reader& r, const Node& node, double& out) {
  out = r.number(node);
}
inline void read_into(Reader& r, const Node& node, Value& out) {
  out = r.value(node);
}

template <class T>
void read_into(Reader& r, const Node& node, std::optional<T>& out) {
  T value{};
  read_into(r, node, value);
  out = std::move(value);
}

template <class T>
void read_into(Reader& r, const Node& node, std::vector<T>& out) {
  if (!r.expect_list(node)) return;
  for (const Node& item : node.items()) {
    T value{};
    read_into(r, item, value);
    out.push_back(std::move(value));
  }
}

template <class T>
void read_into(Reader& r, const Node& node, std::map<std::string, T>& out) {
  if (!r.expect_map(node)) return;
  for (const auto& [key, value] : node.entries()) {
    const std::string name = r.text(key);
    if (out.contains(name)) {
      r.complain(key, fmt::format("key \"{}\" stands here twice", name));
      continue;
    }
    read_into(r, value, out[name]);
  }
}

// A closed set of words, each of which stands for a value.
template <class E>
void read_word(Reader& r, const Node& node, std::string_view noun, const std::map<std::string, E>& words,
               E& out) {
  std::vector<std::string> known;
  for (const auto& [word, _] : words) known.push_back(word);
  const std::string word = r.text(node);
  if (!word.empty() && r.check_word(node, noun, word, known)) out = words.at(word);
}

template <class T>
class Shape {
 public:
  using Put = std::function<void(Reader&, const Node&, T&)>;

  Shape& takes(std::string key, Put put) { return add(std::move(key), std::move(put), false); }
  Shape& needs(std::string key, Put put) { return add(std::move(key), std::move(put), true); }

  template <class M>
  Shape& takes(std::string key, M T::*member) {
    return add(std::move(key), into(member), false);
  }
  template <class M>
  Shape& needs(std::string key, M T::*member) {
    return add(std::move(key), into(member), true);
  }

  void read(Reader& r, const Node& node, T& out) const {
    if (!r.expect_map(node)) return;
    std::set<std::string> seen;
    for (const auto& [key, value] : node.entries()) {
      const std::string name = r.text(key);
      const auto field = fields_.find(name);
      if (field == fields_.end())
        r.complain_unknown(key, "key", name, names());
      else if (!seen.insert(name).second)
        r.complain(key, fmt::format("key \"{}\" stands here twice", name));
      else if (value.is_null())
        r.complain(key, fmt::format("key \"{}\" has no value", name));
      else
        field->second.put(r, value, out);
    }
    for (const auto& [name, field] : fields_)
      if (field.needed && !seen.contains(name)) r.complain(node, fmt::format("key \"{}\" is missing", name));
  }

 private:
  struct Field {
    Put put;
    bool needed = false;
  };

  template <class M>
  static Put into(M T::*member) {
    return [member](Reader& r, const Node& node, T& out) { read_into(r, node, out.*member); };
  }

  Shape& add(std::string key, Put put, bool needed) {
    order_.push_back(key);
    fields_[std::move(key)] = {std::move(put), needed};
    return *this;
  }

  std::vector<std::string> names() const { return order_; }

  std::vector<std::string> order_;  // as declared, for messages
  std::map<std::string, Field> fields_;
};

}  // namespace assay
