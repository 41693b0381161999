// facts/javascript_adapter.h - a JavaScript, JSX, TypeScript or TSX tree to facts.
// In: the file's tree. Out: its facts. Knows the three grammars (they share their node names) and nothing of
// what a name stands for; it evaluates nothing and drops types but for annotations.
//
// Where JavaScript has a form that facts.h leaves open:
//   - the right side of &&, || and ?? stands under a condition, like a branch of ?: (`isDev &&
//   app.use(docs)`);
//   - a parameter's default is evaluated inside its function, as the language has it;
//   - a default inside a pattern is the operation := of target and default, a hole in an array a null
//   literal;
//   - `x += v` as a value is the operation itself, x + v; `i++` is i;
//   - a class expression is a lambda whose definition is of kind class_; so is an enum's definition, and a
//   namespace is
//     a definition of kind module with a parent. A method of an object literal is a lambda under its key;
//   - `constructor(private users: Users)` makes a field of the class too; implemented interfaces stand among
//   the bases;
//   - an optional type `x?: T` is T | null; an inline object type is a dict container;
//   - `const {a: {b}} = require("m")` and `const b = require("m").a.b` import the name "a.b";
//   - a JSX element is an unknown whose text is the tag; its operands are the attributes by name, then the
//   children.
#pragma once

#include <string>

#include "reading/facts/facts.h"
#include "reading/syntax/parse.h"

namespace assay::facts {

FileFacts read_javascript(std::string file, Language language, const syntax::Tree& tree);

}  // namespace assay::facts
