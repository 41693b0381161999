#include "reading/facts/python_adapter.h"

#include "reading/facts/python_walker.h"

namespace assay::facts {

FileFacts read_python(std::string file, const syntax::Tree& tree) {
  return PythonWalker(std::move(file), tree).walk();
}

PythonWalker::PythonWalker(std::string file, const syntax::Tree& tree)
    : grammar_(PythonGrammar::get()),
      field_(grammar_.field()),
      stack_(tree.root()),
      builder_(std::move(file), Language::python, tree) {}

FileFacts PythonWalker::walk() {
  const TSNode root = builder_.root();
  read_docstring(root);
  walk_block(root);
  return builder_.finish();
}

}  // namespace assay::facts
