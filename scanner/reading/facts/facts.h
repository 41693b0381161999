// facts/facts.h - a file's meaning in a form that all languages share.
//
// In: one file's tree. Out: flat arrays, linked by indexes, over one small expression form. Facts use that
// file alone, so they can be made in parallel and cached by content. What a name means in the program is
// model's business, what it is worth is decisions'. Rules see facts and model, never a tree.
//
// Rejected: queries over the syntax tree (each rule would be written once a language and again with every
// grammar release), and a full intermediate representation with control flow (more than the questions need).
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/vocabulary/app.h"
#include "common/vocabulary/location.h"

namespace assay::facts {

using Index = std::uint32_t;
inline constexpr Index kNone = UINT32_MAX;

// Interned text of one file; Symbol 0 is the empty string. Texts are decoded values (no quotes, no escapes).
using Symbol = std::uint32_t;

class SymbolTable {
 public:
  SymbolTable() { intern(""); }
  SymbolTable(const SymbolTable&) = delete;
  SymbolTable& operator=(const SymbolTable&) = delete;
  SymbolTable(SymbolTable&&) = default;
  SymbolTable& operator=(SymbolTable&&) = default;

  Symbol intern(std::string_view text);
  std::optional<Symbol> find(std::string_view text) const;
  const std::string& text(Symbol symbol) const { return texts_[symbol]; }
  std::size_t size() const { return texts_.size(); }

 private:
  std::deque<std::string> texts_;  // a deque: the views in index_ stay valid, also when the table is moved
  std::unordered_map<std::string_view, Symbol> index_;
};

// Bytes from 0, end exclusive; lines and columns from 1, columns in bytes, the end's being the last
// character's.
struct Range {
  std::uint32_t start = 0, end = 0;
  std::uint32_t line = 0, column = 0, end_line = 0, end_column = 0;
};

// ---- Expressions -----------------------------------------------------------------------------------------

enum class ExprKind : std::uint8_t {
  name,       // text: the identifier ("this"/"self"/"super" included)
  attribute,  // text: the attribute; operands: object. a?.b too
  index,      // operands: object, index
  call,       // text: "" | "new" | "tag" (tagged template) | "import" (dynamic import()); operands: callee,
              // arguments
  literal,    // literal says which; text: decoded value
  template_,  // f-string or template literal; operands: its pieces in order, literal strings and expressions
  operation,  // text: the operator, see below; operands
  conditional,  // operands: test, value if true, value if false
  await,        // operands: value
  container,    // container says which; operands: elements, labelled where a dict's key is constant
  lambda,       // function expression, arrow, Python lambda; definition: its Definition. No operands
  unknown,  // anything else (also nesting past the limit); operands: the expressions found inside, in order
};

enum class Literal : std::uint8_t {
  string,
  bytes,
  integer,
  real,
  boolean,
  null,
  regex
};  // null: None, null, undefined
enum class Container : std::uint8_t {
  list,
  tuple,
  set,
  dict,
  comprehension
};  // comprehension: element, then sources

// Operators are normalised: and, or, not, ?? , ==, !=, ===, !==, <, <=, >, >=, is, is-not, in, not-in, +, -,
// *, /,
// //, %, **, <<, >>, >>>, &, |, ^, ~, @ (unary ones have one operand: "-", "+", "~", "not", typeof, void,
// delete),
// := (target, value; also a JavaScript assignment used as a value), spread (*x, **x, ...x), pair (key, value:
// a dict entry with a computed key), slice (low, high; a missing bound is a null literal), yield, sequence
// (a, b), instanceof. TypeScript's `as`, `satisfies`, `!`, type arguments and Python's parentheses vanish:
// the operand stands for them.
struct Operand {
  Symbol label = 0;  // keyword of an argument, constant key of a dict entry; 0: positional
  Index expr = kNone;
};

struct Expr {
  ExprKind kind = ExprKind::unknown;
  Literal literal = Literal::null;
  Container container = Container::list;
  Symbol text = 0;
  Index definition = kNone;                            // of a lambda
  std::uint32_t first_operand = 0, operand_count = 0;  // into FileFacts::operands
  Range range;
};

// ---- Facts -----------------------------------------------------------------------------------------------

// Where a fact stands: the innermost definition (0 is the module), and the innermost condition that encloses
// it (a chain).
struct Place {
  Index definition = 0;
  Index condition = kNone;
};

// A branch that may or may not run. `else`, `elif`, early-return guards and case arms are conditions of their
// own.
struct Condition {
  enum class Kind : std::uint8_t { if_, loop, try_, except_, case_ };
  Kind kind = Kind::if_;
  Index test = kNone;    // expression; kNone for a plain try/except/else of try
  bool negated = false;  // the branch taken when the test is false
  Index parent = kNone;  // enclosing condition, within the same definition or outside it
};

// An import makes a local name. One fact a name:
//   import a.b          module "a.b", name "",  local "a"      (Python binds the first part)
//   import a.b as c     module "a.b", name "",  local "c"
//   from ..m import x   module "m",   name "x", local "x", level 2
//   from m import *     module "m",   name "*", local ""
//   import d from "m"         name "default"; import * as n from "m": name "", local "n"; import {x as y}:
//   name "x", local "y" const {x: y} = require("m"): name "x", local "y"; const m = require("m"): name "",
//   local "m", via require import "m": name "", local "". Dynamic import() and require() that bind no name
//   are calls, seen as expressions; `const m = await import("m")` and `const {x} = await import("m")` are
//   imports of kind dynamic.
struct Import {
  enum class Via : std::uint8_t { import_, require, dynamic };
  Via via = Via::import_;
  Symbol module = 0, name = 0, local = 0;
  std::uint8_t level = 0;  // leading dots of a relative Python import
  bool type_only = false;  // import type, or under TYPE_CHECKING
  Place place;
  Range range;
};

// What a JavaScript module gives out. Python has none: every module-level name is public.
//   export {a as b}: local "a", name "b"; export default X: name "default", local or value; export * from
//   "m": module "m", name "*" export {x} from "m": module "m", local "x", name "x". module.exports = X: name
//   "default" with value X, and when X is a container each constant key is an export too; exports.a = X /
//   module.exports.a = X: name "a". `export const a = ...` and `export function a`: local "a", name "a".
struct Export {
  Symbol name = 0, local = 0, module = 0;
  Index value = kNone;
  Range range;
};

struct Parameter {
  Symbol name = 0;        // "" for a pattern; then pattern holds it
  Index pattern = kNone;  // a container expression: {email, password}
  Index default_value = kNone;
  Index annotation = kNone;  // type as an expression; TypeScript types as far as names, generics (index) and
                             // literals go, else unknown
  bool rest = false;         // *args, **kwargs, ...rest
  Index decorators_first = 0;  // TypeScript parameter decorators: into FileFacts::decorators
  std::uint32_t decorators_count = 0;
};

struct Definition {
  enum class Kind : std::uint8_t {
    module,
    function,
    class_,
    lambda
  };  // methods are functions whose parent is a class
  Kind kind = Kind::module;
  Symbol name = 0;          // a lambda assigned to a name keeps "" (the Assignment tells)
  Index parent = kNone;     // enclosing definition
  Index condition = kNone;  // that encloses it
  bool is_async = false;
  bool is_static = false;
  bool is_getter =
      false;  // JavaScript: get x() {}: read as a member, never called. Python's is its decorator
  std::vector<Parameter> parameters;
  std::vector<Index> bases;       // of a class: expressions
  std::vector<Operand> keywords;  // of a Python class: metaclass=M, total=False
  Index decorators_first = 0;     // into FileFacts::decorators, in source order
  std::uint32_t decorators_count = 0;
  Index returns = kNone;  // annotation
  Symbol directive = 0;   // JavaScript: "use server", "use client" at its head ("use strict" is left out)
  Range range;            // all of it, decorators included
  Range name_range;       // the name alone; the head for a lambda
};

// target = value, in all its forms. For a destructuring the target is a container of targets.
struct Assignment {
  enum class Kind : std::uint8_t {
    plain,      // x = v, const x = v
    augmented,  // x += v; op holds the operator
    declared,   // x: T without a value (value kNone), let x
    field,      // class-level x = v or x: T = v (its place's definition is the class); TypeScript fields too
    each,       // for x in v, for (const x of v), comprehension variables
    with,       // with v as x
    except_,    // except E as x, catch (x)
    enum_member,  // TypeScript enum A { x = v }
  };
  Kind kind = Kind::plain;
  Symbol op = 0;
  Index target = kNone, value = kNone, annotation = kNone;
  bool constant = false;       // const, readonly, Final
  Index decorators_first = 0;  // of a TypeScript field (@IsEmail() email: string): into FileFacts::decorators
  std::uint32_t decorators_count = 0;
  Place place;
  Range range;
};

struct Call {
  Index expr = kNone;    // of kind call
  bool dropped = false;  // an expression statement: its result goes nowhere (`await f()` as a statement too)
  bool awaited = false;
  Place place;
};

// A comparison, also inside larger expressions: an operation whose operator compares.
struct Comparison {
  Index expr = kNone;
  Place place;
};

struct Exit {
  enum class Kind : std::uint8_t {
    return_,
    raise,
    yield
  };  // raise: throw too, and a Python assert, under its test's negation. An arrow's bare expression is a
      // return
  Kind kind = Kind::return_;
  Index value = kNone;
  Place place;
  Range range;
};

struct Comment {
  Range range;
  Symbol text = 0;  // without its marker
};

struct FileFacts {
  std::string file;  // relative to the scanned root
  Language language = Language::python;
  SymbolTable symbols;

  std::vector<Expr> exprs;
  std::vector<Operand> operands;
  std::vector<Condition> conditions;
  std::vector<Definition> definitions;  // 0 is the module; a parent stands before its children
  std::vector<Index> decorators;        // expressions

  // Each in source order.
  std::vector<Import> imports;
  std::vector<Export> exports;
  std::vector<Assignment> assignments;
  std::vector<Call> calls;
  std::vector<Comparison> comparisons;
  std::vector<Exit> exits;
  std::vector<Comment> comments;  // only those that may direct assay ("assay:"); prose is not kept
  Symbol docstring = 0;

  std::uint32_t error_nodes = 0;      // syntax the grammar could not read; counted, survived, never a finding
  std::uint32_t cut_expressions = 0;  // nesting past the limit, became unknown
  std::uint32_t cut_blocks = 0;       // statements and definitions nested past the limit, skipped

  const std::string& text(Symbol symbol) const { return symbols.text(symbol); }
  const std::string& text_of(Index expr) const { return symbols.text(exprs[expr].text); }
  Index operand(Index expr, std::uint32_t n) const {
    return n < exprs[expr].operand_count ? operands[exprs[expr].first_operand + n].expr : kNone;
  }
  Location location(const Range& range) const;
  Location location_of(Index expr) const { return location(exprs[expr].range); }
};

// "jwt.encode" for a chain of names and attributes, "" for anything else (a call in the chain too).
std::string dotted_name(const FileFacts& facts, Index expr);

}  // namespace assay::facts
