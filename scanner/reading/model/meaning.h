// model/meaning.h - what an expression stands for, as far as it can be told without
// running anything. A meaning is immutable and shared; `unknown` is an honest answer.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/rules/rule_book.h"
#include "reading/facts/facts.h"

namespace assay::model {

using facts::Index;
using facts::kNone;
using FileIndex = std::uint32_t;

struct Meaning;
using MeaningRef = std::shared_ptr<const Meaning>;

// Inside a call that is being followed: which call, made from where. Null at the top.
struct Frame;
using FrameRef = std::shared_ptr<const Frame>;

// An expression in its file, its definition and (when calls were followed to it) its frame.
struct Origin {
  FileIndex file = 0;
  Index expr = kNone;
  Index definition = 0;
  FrameRef frame;

  bool known() const { return expr != kNone; }
};

struct Frame {
  Origin call;         // the call expression, in the caller
  FileIndex file = 0;  // the callee
  Index definition = 0;
  std::uint32_t depth = 0;
  // Where a library makes the call (a list's forEach, a plug-in's host): what it gives, by place, instead of
  // the arguments of `call`.
  bool by_library = false;
  std::vector<Origin> given = {};
};

struct Meaning {
  enum class Kind {
    unknown,
    constant,     // literal, text
    list,         // items without names
    dict,         // items by name; open: there may be more
    text,         // a template or concatenation that is not constant; items are its pieces
    external,     // a module, function or class of a library: name, library
    instance,     // what calling `name` of a library gave; made_by is the call, receiver what a method was
                  // called on
    module,       // a file of the repository
    function,     // a function or lambda of the repository
    type,         // a class of the repository
    object,       // an instance of a class of the repository; made_by the call, when known
    environment,  // an environment variable: text is its name, fallback its default
    parameter,    // a parameter of an enclosing function, not bound by the frame: element is its place
    either,       // one of items
  };
  Kind kind = Kind::unknown;

  facts::Literal literal = facts::Literal::null;
  std::string text;
  std::vector<std::pair<std::string, MeaningRef>> items;
  bool open = false;
  std::vector<std::pair<std::string, Origin>> origins;  // of a dict: where each named item is written

  std::string name;                      // "jwt.encode"; what a library calls it
  const LibraryRule* library = nullptr;  // the rules' knowledge of it, if any
  std::string distribution;              // "pypi:PyJWT"; "npm:left-pad" also without rules
  MeaningRef receiver;

  FileIndex file = 0;
  Index definition = 0;
  std::uint32_t element = 0;

  MeaningRef fallback;
  Origin made_by;
  Origin at;  // where this value stands, for evidence

  bool is(Kind k) const { return kind == k; }
  bool is_constant(facts::Literal l) const { return kind == Kind::constant && literal == l; }
  bool is_text() const { return is_constant(facts::Literal::string) || is_constant(facts::Literal::bytes); }
};

MeaningRef unknown_meaning();

// The item of that name in a dict (or the fallback chain of `either`); null where there is none.
MeaningRef item_of(const Meaning& meaning, const std::string& name);

// The knowledge of a called or used name: its CallRule, or null.
const CallRule* rule_of(const Meaning& meaning);

// Whether what is known of it says that it does that.
bool has_effect(const Meaning& meaning, std::string_view effect);

// For tests and `assay explain`: "external pypi:PyJWT jwt.encode", "constant 210000".
std::string describe(const Meaning& meaning);

}  // namespace assay::model
