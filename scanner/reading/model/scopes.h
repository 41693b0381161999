// model/scopes.h - which facts give a name its value in one file.
// In: a file's facts. Out: for a name seen from a definition, its bindings. Knows scoping rules, follows
// nothing.
#pragma once

#include <unordered_map>
#include <vector>

#include "reading/facts/facts.h"

namespace assay::model {

// From the value of an assignment to the name: `const {a: [x]} = v` binds x by key "a", then element 0.
struct Step {
  facts::Symbol key = 0;  // 0: by element
  std::uint32_t element = 0;
  facts::Index fallback = facts::kNone;  // {a = 1}: what it is where there is none
};

struct Binding {
  enum class Kind { assignment, import, definition, parameter };
  Kind kind = Kind::assignment;
  facts::Index index = 0;       // into the facts' array of that kind; of a parameter: its place
  facts::Index definition = 0;  // the definition whose scope it is in
  std::vector<Step> path;       // of a destructuring
  std::uint32_t start = 0;      // byte where it takes effect
};

// `payload.update({...})`, `payload["exp"] = x`, `payload.exp = x`: what is put into a name's value after it
// was made.
struct Mutation {
  facts::Symbol key = 0;  // of one entry; 0: all entries of value
  facts::Index value = facts::kNone;
  facts::Index definition = 0;
  std::uint32_t start = 0;
};

class Scopes {
 public:
  explicit Scopes(const facts::FileFacts& facts);

  // Bindings of `name` in exactly this definition's scope, in source order.
  const std::vector<Binding>& in(facts::Index definition, facts::Symbol name) const;

  // Those of the innermost enclosing scope that has any, seen from `definition`. Class scopes are skipped
  // when looking out of a method, as both languages do.
  const std::vector<Binding>& visible(facts::Index definition, facts::Symbol name) const;

  // Assignments to `self.NAME` / `this.NAME` anywhere in the methods of a class.
  const std::vector<facts::Index>& attribute(facts::Index class_definition, facts::Symbol name) const;

  // In source order.
  const std::vector<Mutation>& mutations(facts::Index definition, facts::Symbol name) const;

  // Methods and fields declared in the class itself.
  const std::vector<Binding>& member(facts::Index class_definition, facts::Symbol name) const {
    return in(class_definition, name);
  }

 private:
  using Key = std::uint64_t;
  static Key key(facts::Index definition, facts::Symbol name) {
    return static_cast<Key>(definition) << 32 | name;
  }
  void bind_target(facts::Index target, Binding binding, int depth);
  void bind_assignments();
  void note_mutations();
  void bind_self_attribute(facts::Index target, facts::Index assignment, facts::Index definition);

  const facts::FileFacts& facts_;
  std::unordered_map<Key, std::vector<Binding>> bindings_;
  std::unordered_map<Key, std::vector<facts::Index>> attributes_;
  std::unordered_map<Key, std::vector<Mutation>> mutations_;
};

}  // namespace assay::model
