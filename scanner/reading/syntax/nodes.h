// syntax/nodes.h - reading a tree fast and without a stack that the input controls.
// Node names become an enum once a language (comparing names costs more than parsing), and a node's children
// are listed by cursor: ts_node_child(i) in a loop is quadratic on a wide node, and a file of 200,000
// statements is one.
#pragma once

#include <tree_sitter/api.h>

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

namespace assay::syntax {

// Named node types to values of an enum whose value 0 means "any other". Anonymous tokens are never in it.
template <class Kind>
class KindTable {
 public:
  KindTable(const TSLanguage* language, std::initializer_list<std::pair<const char*, Kind>> names)
      : kinds_(ts_language_symbol_count(language), Kind{}) {
    for (TSSymbol symbol = 0; symbol < kinds_.size();
         ++symbol) {  // an alias shares its name with another symbol
      if (ts_language_symbol_type(language, symbol) != TSSymbolTypeRegular) continue;
      const std::string_view name = ts_language_symbol_name(language, symbol);
      for (const auto& [known, kind] : names) {
        if (name == known) kinds_[symbol] = kind;
      }
    }
  }

  Kind of(TSNode node) const {
    const TSSymbol symbol = ts_node_symbol(node);
    return symbol < kinds_.size() ? kinds_[symbol] : Kind{};  // ERROR is past the table
  }

 private:
  std::vector<Kind> kinds_;
};

inline TSFieldId field_id(const TSLanguage* language, std::string_view name) {
  return ts_language_field_id_for_name(language, name.data(), static_cast<std::uint32_t>(name.size()));
}

inline bool is_error(TSNode node) {
  return ts_node_is_error(node) || ts_node_is_missing(node);
}

struct Child {
  TSNode node{};
  TSFieldId field = 0;
  bool named = false;
};

// The stack that Children share: one of it for a walk, so that a node costs no allocation of its own.
class ChildStack {
 public:
  explicit ChildStack(TSNode root) : cursor_(ts_tree_cursor_new(root)) {}
  ~ChildStack() { ts_tree_cursor_delete(&cursor_); }
  ChildStack(const ChildStack&) = delete;
  ChildStack& operator=(const ChildStack&) = delete;

 private:
  friend class Children;
  TSTreeCursor cursor_;
  std::vector<Child> children_;
};

// A node's children in order, comments and line continuations left out. Lives on the C++ stack: the last made
// dies first. A Child is given by value, since a deeper list may move the store.
class Children {
 public:
  Children(ChildStack& stack, TSNode node) : stack_(stack), first_(stack.children_.size()) {
    ts_tree_cursor_reset(&stack.cursor_, node);
    if (!ts_tree_cursor_goto_first_child(&stack.cursor_)) return;
    do {
      const TSNode child = ts_tree_cursor_current_node(&stack.cursor_);
      if (ts_node_is_extra(child) && !ts_node_is_error(child)) continue;
      stack.children_.push_back(
          {child, ts_tree_cursor_current_field_id(&stack.cursor_), ts_node_is_named(child)});
      ++count_;
    } while (ts_tree_cursor_goto_next_sibling(&stack.cursor_));
  }
  ~Children() { stack_.children_.resize(first_); }
  Children(const Children&) = delete;
  Children& operator=(const Children&) = delete;

  std::size_t size() const { return count_; }
  Child operator[](std::size_t n) const { return stack_.children_[first_ + n]; }

  // The first child of that field; a null node (ts_node_is_null) where there is none.
  TSNode by_field(TSFieldId field) const {
    for (std::size_t n = 0; n < count_; ++n) {
      if (const Child child = (*this)[n]; child.field == field) return child.node;
    }
    return TSNode{};
  }

  TSNode first_named() const {
    for (std::size_t n = 0; n < count_; ++n) {
      if (const Child child = (*this)[n]; child.named) return child.node;
    }
    return TSNode{};
  }

 private:
  ChildStack& stack_;
  std::size_t first_;
  std::size_t count_ = 0;
};

}  // namespace assay::syntax
