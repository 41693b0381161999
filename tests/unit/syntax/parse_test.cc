#include "reading/syntax/parse.h"

#include <string>

#include "reading/syntax/nodes.h"
#include "support/catch.h"

using namespace assay;

namespace {

std::string type_of_first(const syntax::Tree& tree) {
  syntax::ChildStack stack(tree.root());
  return ts_node_type(syntax::Children(stack, tree.root())[0].node);
}

}  // namespace

TEST_CASE("every language is read by its own grammar") {
  const auto clean = [](Language language, std::string_view bytes) {
    const auto tree = syntax::parse(language, bytes, syntax::CpuDeadline::never());
    return tree.ok() && !ts_node_has_error(tree->root());
  };
  CHECK(clean(Language::python, "def f(): pass\n"));
  CHECK(clean(Language::javascript, "const a = <b/>;"));
  CHECK(clean(Language::typescript, "const a = <string>b;"));
  CHECK(clean(Language::tsx, "const a: string = <b/>;"));
  CHECK_FALSE(clean(Language::javascript, "const a: string = 1;"));
}

TEST_CASE("broken syntax is a tree with errors, not a problem") {
  const auto tree = syntax::parse(Language::python, "def (:\n  x\ny = 1\n", syntax::CpuDeadline::never());
  REQUIRE(tree);
  CHECK(ts_node_has_error(tree->root()));
}

TEST_CASE("a parse that runs out of time says so") {
  std::string bytes;
  for (int n = 0; n < 20'000; ++n) bytes += "a = [b, c]\n";
  const auto tree = syntax::parse(Language::python, bytes, syntax::CpuDeadline::in(Milliseconds{0}));
  REQUIRE_FALSE(tree);
  CHECK(tree.problem().kind == ProblemKind::cannot);
}

TEST_CASE("a parse that keeps failing to recover still minds its deadline") {
  std::string bytes;
  for (int n = 0; n < 100'000; ++n) bytes.append("a = 1\0\0\n", 8);
  const auto start = Clock::now();
  CHECK_FALSE(syntax::parse(Language::python, bytes, syntax::CpuDeadline::in(Milliseconds{100})));
  CHECK(Clock::now() - start < std::chrono::seconds(20));  // without the deadline: minutes
}

TEST_CASE("children leave comments out, know their field, and give their room back") {
  const auto tree =
      syntax::parse(Language::python, "x = 1  # one\n# two\ny = 2\n", syntax::CpuDeadline::never());
  REQUIRE(tree);
  syntax::ChildStack stack(tree->root());
  const syntax::Children statements(stack, tree->root());
  REQUIRE(statements.size() == 2);
  {
    const syntax::Children inner(stack, statements[0].node);
    const syntax::Children parts(stack, inner[0].node);
    const TSFieldId left = syntax::field_id(syntax::grammar_of(Language::python), "left");
    CHECK(tree->text(parts.by_field(left)) == "x");
    CHECK_FALSE(parts[1].named);  // the =
  }
  CHECK(tree->text(statements[1].node) == "y = 2");
}

TEST_CASE("a kind table knows named nodes alone, aliases too") {
  enum class Kind : std::uint8_t { other, lambda, name };
  const auto* language = syntax::grammar_of(Language::python);
  const syntax::KindTable<Kind> kinds(language, {{"lambda", Kind::lambda}, {"identifier", Kind::name}});
  const auto tree = syntax::parse(Language::python, "lambda: match\n", syntax::CpuDeadline::never());
  REQUIRE(tree);
  syntax::ChildStack stack(tree->root());
  const syntax::Children statement(stack, syntax::Children(stack, tree->root())[0].node);
  CHECK(kinds.of(statement[0].node) == Kind::lambda);
  const syntax::Children lambda(stack, statement[0].node);
  CHECK(kinds.of(lambda[0].node) == Kind::other);                 // the keyword
  CHECK(kinds.of(lambda[lambda.size() - 1].node) == Kind::name);  // `match` aliased
  CHECK(type_of_first(*tree) == "expression_statement");
}
