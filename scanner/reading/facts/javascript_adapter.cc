#include "reading/facts/javascript_adapter.h"

#include "reading/facts/javascript_literals.h"
#include "reading/facts/javascript_walk.h"

namespace assay::facts {

FileFacts read_javascript(std::string file, Language language, const syntax::Tree& tree) {
  return javascript::Walk(std::move(file), language, tree).read();
}

namespace javascript {

Walk::Walk(std::string file, Language language, const syntax::Tree& tree)
    : grammar_(grammar_of(language)),
      kinds_(grammar_.kinds),
      fields_(grammar_.fields),
      builder_(std::move(file), language, tree),
      stack_(tree.root()),
      tree_(tree) {}

FileFacts Walk::read() {
  read_directives(tree_.root());
  read_statements(tree_.root());
  return builder_.finish();
}

Symbol Walk::name_symbol(TSNode node) {
  return builder_.intern(decode_identifier(text(node)));
}

Symbol Walk::string_symbol(TSNode string) {
  return builder_.intern(decode_string(without_quotes(text(string))));
}

// A loop, for 200,000 parentheses are one expression.
TSNode Walk::unwrapped(TSNode node) {
  while (!ts_node_is_null(node)) {
    switch (kind(node)) {
      case Node::parenthesized_expression:
      case Node::as_expression:
      case Node::satisfies_expression:
      case Node::non_null_expression:
      case Node::instantiation_expression:
        node = first_named(node);
        break;
      case Node::type_assertion: {
        const Children parts(stack_, node);
        node = parts.size() == 0 ? TSNode{} : parts[parts.size() - 1].node;
        break;
      }
      default:
        return node;
    }
  }
  return node;
}

bool Walk::has_token(const Children& children, std::string_view token) {
  for (std::size_t n = 0; n < children.size(); ++n) {
    if (const Child child = children[n]; !child.named && token == ts_node_type(child.node)) return true;
  }
  return false;
}

}  // namespace javascript
}  // namespace assay::facts
