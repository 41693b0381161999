// What a module gives out, by export and by module.exports.
#include "common/base/text.h"
#include "reading/facts/javascript_walk.h"

namespace assay::facts::javascript {

// A namespace's exports are its own, and types are none.
void Walk::read_export(TSNode node) {
  const Children parts(stack_, node);
  Head head;
  head.decorators = read_decorators(parts);
  if (!head.decorators.empty()) head.first = node;
  const bool is_default = has_token(parts, "default");
  const bool type_only = has_token(parts, "type"), is_assigned = has_token(parts, "=");
  Symbol module = 0;
  if (const TSNode source = parts.by_field(fields_.source); !ts_node_is_null(source))
    module = string_symbol(source);
  for (std::size_t n = 0; n < parts.size(); ++n) {
    const Child child = parts[n];
    const Node part = kind(child.node);
    if (child.field == fields_.declaration) {
      read_export_declaration(child.node, head, is_default);
    } else if (child.field == fields_.value) {
      read_export_value(child.node, node);
    } else if (part == Node::export_clause && !type_only) {
      read_export_clause(child.node, module);
    } else if (part == Node::namespace_export && !type_only) {
      const TSNode name = first_named(child.node);
      if (!ts_node_is_null(name)) add_export(exported_name(name), 0, module, node);
    } else if (!child.named && text(child.node) == "*" && !type_only) {
      add_export(builder_.intern("*"), 0, module, node);
    } else if (child.named && child.field == 0 && part != Node::decorator && is_assigned) {
      read_export_value(child.node, node);  // export = X
    }
  }
}

void Walk::add_export(Symbol name, Symbol local, Symbol module, TSNode node) {
  if (builder_.place().definition != 0) return;
  Export made;
  made.name = name;
  made.local = local;
  made.module = module;
  builder_.add_export(made, node);
}

void Walk::export_name(Symbol local, bool is_default, TSNode node) {
  if (local != 0) add_export(is_default ? builder_.intern("default") : local, local, 0, node);
}

void Walk::read_export_declaration(TSNode node, const Head& head, bool is_default) {
  const Nesting nesting(builder_, Nesting::Of::statement);
  if (nesting.too_deep()) return builder_.count_cut_block();
  switch (kind(node)) {
    case Node::lexical_declaration:
    case Node::variable_declaration:
    case Node::using_declaration:
      return read_declaration(node, true);
    case Node::function_declaration:
    case Node::generator_function_declaration:
      read_function(node, head);
      break;
    case Node::class_declaration:
    case Node::abstract_class_declaration:
      read_class(node, head);
      break;
    case Node::enum_declaration:
      read_enum(node);
      break;
    case Node::internal_module:
    case Node::module_:
      read_namespace(node);
      break;
    case Node::import_alias:
      read_import_alias(node);
      return;
    default:
      return;  // a type, a signature
  }
  if (const TSNode name = field_of(node, fields_.name); !ts_node_is_null(name)) {
    export_name(name_symbol(name), is_default, node);
  }
}

void Walk::read_export_clause(TSNode clause, Symbol module) {
  if (ts_node_has_error(clause)) return read_spelled_clause(clause, module);
  const Children specifiers(stack_, clause);
  for (std::size_t n = 0; n < specifiers.size(); ++n) {
    const Child child = specifiers[n];
    if (kind(child.node) != Node::export_specifier) continue;
    const Children parts(stack_, child.node);
    if (has_token(parts, "type")) continue;
    const TSNode local = parts.by_field(fields_.name), alias = parts.by_field(fields_.alias);
    if (ts_node_is_null(local)) continue;
    add_export(exported_name(ts_node_is_null(alias) ? local : alias), exported_name(local), module,
               child.node);
  }
}

// JavaScript's grammar stumbles over `{del as delete}`, which the language allows, and would give `del` or
// the next name in its place. The list is plain enough to be read as text.
void Walk::read_spelled_clause(TSNode clause, Symbol module) {
  std::string_view list = text(clause);
  if (list.size() < 2) return;
  list = list.substr(1, list.size() - 2);
  for (const std::string& entry : split(list, ',')) {
    const std::string_view specifier = trim(entry);
    const std::string_view local = specifier.substr(0, specifier.find_first_of(" \t\r\n"));
    std::string_view rest = trim(specifier.substr(local.size())), name = local;
    if (rest.starts_with("as")) name = trim(rest.substr(2));
    const bool is_plain_list =
        name.find_first_of(" \t\r\n/*'\"") == name.npos && local.find_first_of("/*'\"") == local.npos;
    if (name.empty() || !is_plain_list || (!rest.empty() && name.data() == local.data())) continue;
    add_export(builder_.intern(name), builder_.intern(local), module, clause);
  }
}

// export default X and export = X
void Walk::read_export_value(TSNode value, TSNode node) {
  const Index made = read_expression(value);
  if (builder_.place().definition == 0)
    builder_.add_export(export_of(builder_.intern("default"), made), node);
}

// The names of `export const {GET, POST} = handlers`.
void Walk::export_targets(Index target, TSNode node) {
  if (target == kNone) return;
  const Expr each = builder_.facts().exprs[target];
  const std::string& op = builder_.facts().text(each.text);
  if (each.kind == ExprKind::name) return export_name(each.text, false, node);
  if (each.kind == ExprKind::container) {
    for (std::uint32_t n = 0; n < each.operand_count; ++n)
      export_targets(builder_.facts().operand(target, n), node);
  } else if (each.kind == ExprKind::operation && (op == ":=" || op == "spread")) {
    export_targets(builder_.facts().operand(target, 0), node);
  } else if (each.kind == ExprKind::operation && op == "pair") {
    export_targets(builder_.facts().operand(target, 1), node);
  }
}

// ---- CommonJS

Export Walk::export_of(Symbol name, Index value) {
  Export made;
  made.name = name;
  made.value = value;
  if (value != kNone && builder_.facts().exprs[value].kind == ExprKind::name) {
    made.local = builder_.facts().exprs[value].text;
  }
  return made;
}

// module.exports = X, exports.a = X, module.exports.a = X, also exports["a"] = X.
void Walk::note_commonjs(Index target, Index value, TSNode node) {
  const FileFacts& facts = builder_.facts();
  if (target == kNone || value == kNone) return;
  const Expr& left = facts.exprs[target];
  if (left.kind == ExprKind::attribute && dotted_name(facts, target) == "module.exports") {
    return export_all(value, node);
  }
  const Index object = facts.operand(target, 0);
  if ((left.kind != ExprKind::attribute && left.kind != ExprKind::index) || object == kNone) return;
  const std::string of = dotted_name(facts, object);
  if (of != "exports" && of != "module.exports") return;
  if (left.kind == ExprKind::attribute) return builder_.add_export(export_of(left.text, value), node);
  const Index key = facts.operand(target, 1);
  if (key == kNone || facts.exprs[key].kind != ExprKind::literal) return;
  builder_.add_export(export_of(facts.exprs[key].text, value), node);
}

void Walk::export_all(Index value, TSNode node) {
  const FileFacts& facts = builder_.facts();
  while (facts.exprs[value].kind == ExprKind::operation && facts.text_of(value) == ":=" &&
         facts.exprs[value].operand_count == 2) {
    value = facts.operand(value, 1);  // module.exports = exports = X
  }
  builder_.add_export(export_of(builder_.intern("default"), value), node);
  const Expr all = facts.exprs[value];
  if (all.kind != ExprKind::container) return;
  for (std::uint32_t n = 0; n < all.operand_count; ++n) {
    const Operand entry = facts.operands[all.first_operand + n];
    if (entry.label == 0) continue;
    Export made = export_of(entry.label, entry.expr);
    made.range = facts.exprs[entry.expr].range;
    builder_.facts().exports.push_back(made);
  }
}

}  // namespace assay::facts::javascript
