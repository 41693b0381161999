#include "reading/facts/python_walker.h"

#include <algorithm>

namespace assay::facts {

// "a . b" is a name too; its spaces say nothing.
std::string PythonWalker::dotted(TSNode node) {
  std::string out;
  if (ts_node_is_null(node)) return out;
  const Children all(stack_, node);
  for (std::size_t n = 0; n < all.size(); ++n) {
    if (kind(all[n].node) != Node::identifier) continue;
    if (!out.empty()) out += '.';
    out += builder_.text(all[n].node);
  }
  return out;
}

void PythonWalker::walk_import(TSNode node) {
  const Children all(stack_, node);
  for (std::size_t n = 0; n < all.size(); ++n) {
    TSNode name = all[n].node;
    if (all[n].field != field_.name) continue;
    Import import;
    import.type_only = type_checking_ > 0;
    if (kind(name) == Node::aliased_import) {
      const Children parts(stack_, name);
      name = parts.by_field(field_.name);
      if (const TSNode alias = parts.by_field(field_.alias); !ts_node_is_null(alias)) {
        import.local = builder_.intern(builder_.text(alias));
      }
    }
    const std::string module = dotted(name);
    import.module = builder_.intern(module);
    if (import.local == 0) import.local = builder_.intern(module.substr(0, module.find('.')));
    builder_.add_import(import, all[n].node);
  }
}

void PythonWalker::walk_import_from(TSNode node) {
  Import from;
  from.type_only = type_checking_ > 0;
  {
    const TSNode module = Children(stack_, node).by_field(field_.module_name);
    if (kind(module) == Node::relative_import) {
      const Children parts(stack_, module);
      for (std::size_t n = 0; n < parts.size(); ++n) {
        const TSNode part = parts[n].node;
        if (kind(part) == Node::import_prefix) from.level = count_dots(builder_.text(part));
        if (kind(part) == Node::dotted_name) from.module = builder_.intern(dotted(part));
      }
    } else {
      from.module = builder_.intern(dotted(module));
    }
  }
  add_imported_names(node, from);
}

std::uint8_t PythonWalker::count_dots(std::string_view prefix) {
  return static_cast<std::uint8_t>(
      std::min<std::ptrdiff_t>(255, std::count(prefix.begin(), prefix.end(), '.')));
}

void PythonWalker::walk_future_import(TSNode node) {
  Import from;
  from.module = builder_.intern("__future__");
  add_imported_names(node, from);
}

void PythonWalker::add_imported_names(TSNode node, const Import& from) {
  const Children all(stack_, node);
  for (std::size_t n = 0; n < all.size(); ++n) {
    TSNode name = all[n].node;
    Import import = from;
    if (kind(name) == Node::wildcard_import) {
      import.name = builder_.intern("*");
      builder_.add_import(import, name);
      continue;
    }
    if (all[n].field != field_.name) continue;
    if (kind(name) == Node::aliased_import) {
      const Children parts(stack_, name);
      name = parts.by_field(field_.name);
      if (const TSNode alias = parts.by_field(field_.alias); !ts_node_is_null(alias)) {
        import.local = builder_.intern(builder_.text(alias));
      }
    }
    import.name = builder_.intern(dotted(name));
    if (import.local == 0) import.local = import.name;
    builder_.add_import(import, all[n].node);
  }
}

}  // namespace assay::facts
