// Names that come from other modules, by import, require() and await import().
#include "reading/facts/javascript_walk.h"

namespace assay::facts::javascript {

void Walk::read_import(TSNode node) {
  const Children parts(stack_, node);
  Import import;
  import.type_only = has_token(parts, "type") || has_token(parts, "typeof");
  if (const TSNode source = parts.by_field(fields_.source); !ts_node_is_null(source)) {
    import.module = string_symbol(source);
  }
  bool bound = false;
  for (std::size_t n = 0; n < parts.size(); ++n) {
    const Child child = parts[n];
    const Node part = kind(child.node);
    if (part == Node::import_clause) read_import_clause(child.node, import);
    if (part == Node::import_require_clause) read_import_require(child.node, import);
    bound |= part == Node::import_clause || part == Node::import_require_clause;
  }
  if (!bound) builder_.add_import(import, node);
}

// d, * as n, {x as y}: any of them, or two.
void Walk::read_import_clause(TSNode clause, Import import) {
  const Children parts(stack_, clause);
  for (std::size_t n = 0; n < parts.size(); ++n) {
    const Child child = parts[n];
    if (!child.named) continue;
    const Node part = kind(child.node);
    if (part == Node::named_imports) {
      const Children specifiers(stack_, child.node);
      for (std::size_t m = 0; m < specifiers.size(); ++m) read_import_specifier(specifiers[m].node, import);
      continue;
    }
    const bool is_namespace = part == Node::namespace_import;
    const TSNode local = is_namespace ? first_named(child.node) : child.node;
    import.name = is_namespace ? 0 : builder_.intern("default");
    import.local = ts_node_is_null(local) ? 0 : name_symbol(local);
    builder_.add_import(import, child.node);
  }
}

void Walk::read_import_specifier(TSNode node, Import import) {
  if (kind(node) != Node::import_specifier) return;
  const Children parts(stack_, node);
  const TSNode name = parts.by_field(fields_.name), alias = parts.by_field(fields_.alias);
  if (ts_node_is_null(name)) return;
  import.type_only |= has_token(parts, "type") || has_token(parts, "typeof");
  import.name = exported_name(name);
  import.local = ts_node_is_null(alias) ? import.name : name_symbol(alias);
  builder_.add_import(import, node);
}

Symbol Walk::exported_name(TSNode node) {
  return kind(node) == Node::string ? string_symbol(node) : name_symbol(node);
}

// import x = require("m")
void Walk::read_import_require(TSNode clause, Import import) {
  const Children parts(stack_, clause);
  import.via = Import::Via::require;
  if (const TSNode source = parts.by_field(fields_.source); !ts_node_is_null(source)) {
    import.module = string_symbol(source);
  }
  if (const TSNode local = parts.first_named(); !ts_node_is_null(local)) import.local = name_symbol(local);
  builder_.add_import(import, clause);
}

// import A = B.C
void Walk::read_import_alias(TSNode node) {
  const Children parts(stack_, node);
  Assignment alias;
  alias.constant = true;
  for (std::size_t n = 0; n < parts.size(); ++n) {
    const Child child = parts[n];
    if (!child.named) continue;
    const Index name = read_type(child.node);
    (alias.target == kNone ? alias.target : alias.value) = name;
  }
  builder_.add_assignment(alias, node);
}

// ---- require() and import() that bind a name

// In `require("m").a.b` and `(await import("m")).a.b`: what is loaded, and the path taken from it.
std::optional<Walk::Source> Walk::module_source(TSNode value) {
  Source source;
  value = unwrapped(value);
  while (!ts_node_is_null(value) && kind(value) == Node::member_expression) {
    const Children parts(stack_, value);
    const TSNode property = parts.by_field(fields_.property);
    if (ts_node_is_null(property)) return std::nullopt;
    source.path.insert(0, source.path.empty() ? "" : ".").insert(0, text(property));
    if (source.path.size() > kMaxImportPath) return std::nullopt;
    value = unwrapped(parts.by_field(fields_.object));
  }
  if (ts_node_is_null(value)) return std::nullopt;
  if (kind(value) == Node::await_expression) {
    source.via = Import::Via::dynamic;
    value = unwrapped(first_named(value));
  }
  const auto module = loaded_module(value, source.via);
  if (!module) return std::nullopt;
  source.module = *module;
  return source;
}

std::optional<Symbol> Walk::loaded_module(TSNode call, Import::Via via) {
  if (ts_node_is_null(call) || kind(call) != Node::call_expression) return std::nullopt;
  const Children parts(stack_, call);
  const TSNode callee = parts.by_field(fields_.function), list = parts.by_field(fields_.arguments);
  if (ts_node_is_null(callee) || ts_node_is_null(list)) return std::nullopt;
  const bool loads = via == Import::Via::dynamic
                         ? kind(callee) == Node::import_
                         : kind(callee) == Node::identifier && text(callee) == "require";
  if (!loads) return std::nullopt;
  const TSNode module = first_named(list);
  if (ts_node_is_null(module)) return std::nullopt;
  if (kind(module) == Node::string) return string_symbol(module);
  const bool is_text =
      kind(module) == Node::template_string && text(module).find("${") == std::string_view::npos;
  return is_text ? std::optional(string_symbol(module)) : std::nullopt;
}

// True: the whole statement is a matter of imports, and no Assignment.
bool Walk::read_module_binding(TSNode target, TSNode value, TSNode node) {
  target = unwrapped(target);
  if (ts_node_is_null(target) || ts_node_is_null(value)) return false;
  if (kind(target) != Node::identifier && kind(target) != Node::object_pattern) return false;
  const auto source = module_source(value);
  if (!source) return false;
  bind_pattern(target, *source, node);
  return true;
}

void Walk::bind_pattern(TSNode target, const Source& source, TSNode node) {
  const Nesting nesting(builder_, Nesting::Of::statement);
  target = unwrapped(target);
  if (ts_node_is_null(target) || nesting.too_deep() || source.path.size() > kMaxImportPath) return;
  if (kind(target) == Node::object_pattern) {
    const Children entries(stack_, target);
    for (std::size_t n = 0; n < entries.size(); ++n) {
      if (const Child child = entries[n]; child.named) bind_entry(child.node, source);
    }
    return;
  }
  if (kind(target) == Node::assignment_pattern || kind(target) == Node::object_assignment_pattern) {
    const Children parts(stack_, target);
    read_expression(parts.by_field(fields_.right));
    return bind_pattern(parts.by_field(fields_.left), source, node);
  }
  if (kind(target) == Node::rest_pattern) return bind_pattern(first_named(target), source, node);
  Import import;
  import.via = source.via;
  import.module = source.module;
  import.name = builder_.intern(source.path);
  import.local = name_symbol(target);
  builder_.add_import(import, node);
}

// One of {a, b: c, d = 1, ...rest}.
void Walk::bind_entry(TSNode entry, const Source& source) {
  if (kind(entry) == Node::rest_pattern) return bind_pattern(entry, source, entry);
  TSNode key = entry, target = entry;
  if (kind(entry) == Node::pair_pattern) {
    const Children parts(stack_, entry);
    key = parts.by_field(fields_.key);
    target = parts.by_field(fields_.value);
  } else if (kind(entry) == Node::object_assignment_pattern) {
    key = field_of(entry, fields_.left);
  }
  const auto name = constant_key(key);
  if (!name) return;
  Source deeper = source;
  deeper.path += (deeper.path.empty() ? "" : ".") + builder_.facts().text(*name);
  bind_pattern(target, deeper, entry);
}

}  // namespace assay::facts::javascript
