// assay_rulec RULES-FOLDER OUTPUT.cc - checks every rule file and writes them as C++ arrays. Runs in the
// build, which fails with its messages.
#include <fmt/format.h>

#include <cstdio>

#include "common/base/file.h"
#include "common/rules/load.h"
#include "common/rules/probe_rules.h"
#include "common/rules/tree.h"

namespace {

using assay::OwnedTree;
using assay::RuleText;

int fail(const assay::Problems& problems) {
  for (const assay::Problem& problem : problems)
    fmt::print(stderr, "{}: error: {}{}{}\n", problem.where, problem.what, problem.cure.empty() ? "" : "; ",
               problem.cure);
  return 1;
}

// The folder's own name leads every path, wherever the checkout lies.
void name_from_rules(std::vector<RuleText>& files, const std::string& folder) {
  for (RuleText& file : files) file.file = "rules/" + file.file.substr(folder.size() + 1);
}

// What is kept as text is read by its own reader; the build asks it now.
assay::Problems problems_of_probes(const std::vector<RuleText>& files) {
  std::vector<RuleText> probes;
  for (const RuleText& file : files)
    if (assay::is_kept_as_text(file.file)) probes.push_back(file);
  return assay::read_probe_book(probes).problems();
}

// A literal a line: long ones make the compiler slow and the file unreadable.
std::string c_literal(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\n')
      out += "\\n\"\n\"";
    else if (c == '"' || c == '\\')
      (out += '\\') += c;
    else if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7e)
      out += fmt::format("\\{:03o}", static_cast<unsigned char>(c));
    else
      out += c;
  }
  return out + "\"";
}

void write_nodes(std::string& out, std::size_t n, const OwnedTree& tree) {
  out += fmt::format("constexpr TreeNode nodes_{}[] = {{\n", n);
  for (const assay::TreeNode& node : tree.nodes)
    out += fmt::format("{{NodeKind({}),{},{},{},{},{}}},\n", static_cast<unsigned>(node.kind), node.line,
                       node.column, node.text_begin, node.text_size, node.end);
  out += "};\n";
}

// Nodes and texts of rules; the bare text of what is kept for another reader; nothing of examples.
assay::Result<std::string> compiled(const std::vector<RuleText>& files) {
  std::string arrays, table;
  for (std::size_t n = 0; n < files.size(); ++n) {
    const RuleText& file = files[n];
    if (file.file.find("/examples/") != std::string::npos) continue;
    if (assay::is_kept_as_text(file.file)) {
      table += fmt::format("{{{}, nullptr, 0,\n{}}},\n", c_literal(file.file), c_literal(file.text));
      continue;
    }
    auto tree = parse_tree(file);
    if (!tree) return tree.problems();
    write_nodes(arrays, n, *tree);
    table += fmt::format("{{{}, nodes_{}, {},\n{}}},\n", c_literal(file.file), n, tree->nodes.size(),
                         c_literal(tree->text));
  }
  return "// Written by assay_rulec from rules/.\n#include \"common/rules/compile/builtin.h\"\n\nnamespace "
         "assay {\nnamespace {\n" +
         arrays + "constexpr BuiltinFile files[] = {\n" + table +
         "};\n}  // namespace\n\nstd::span<const BuiltinFile> builtin_files() { return files; }\n}  // "
         "namespace assay\n";
}

int compile(const std::string& folder, const std::string& output) {
  auto files = assay::read_rule_files(folder);
  if (!files) return fail(files.problems());
  name_from_rules(*files, folder);
  if (const auto book = assay::load_rules(*files); !book) return fail(book.problems());
  if (const auto problems = problems_of_probes(*files); !problems.empty()) return fail(problems);
  const auto source = compiled(*files);
  if (!source) return fail(source.problems());
  if (const auto written = assay::write_file(output, *source); !written) return fail(written.problems());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: assay_rulec RULES-FOLDER OUTPUT.cc\n");
    return 2;
  }
  return compile(argv[1], argv[2]);
}
