// bench/bare_parse.cc - what tree-sitter alone costs: the yardstick that script/bench holds a scan against.
// In: paths of source files on stdin, one a line; the number of threads as argument, one when left out. Out:
// `<files> <bytes>` on stdout. Each file is read, parsed once and dropped; nothing looks at the tree. Whoever
// starts it measures time and memory.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "common/base/file.h"
#include "common/base/parallel.h"
#include "grammars.h"

using namespace assay;

namespace {

struct Language {
  std::string_view extension;
  const TSLanguage* (*grammar)();
};

constexpr std::array<Language, 10> kLanguages = {{
    {".py", tree_sitter_python},
    {".pyi", tree_sitter_python},
    {".js", tree_sitter_javascript},
    {".jsx", tree_sitter_javascript},
    {".mjs", tree_sitter_javascript},
    {".cjs", tree_sitter_javascript},
    {".ts", tree_sitter_typescript},
    {".mts", tree_sitter_typescript},
    {".cts", tree_sitter_typescript},
    {".tsx", tree_sitter_tsx},
}};

using Parser = std::unique_ptr<TSParser, decltype(&ts_parser_delete)>;
using Tree = std::unique_ptr<TSTree, decltype(&ts_tree_delete)>;

bool parse(TSParser* parser, const std::string& extension, const std::string& text) {
  const auto language =
      std::ranges::find_if(kLanguages, [&](const Language& known) { return known.extension == extension; });
  if (language == kLanguages.end() || !ts_parser_set_language(parser, language->grammar())) return false;
  const Tree tree(ts_parser_parse_string(parser, nullptr, text.data(), static_cast<uint32_t>(text.size())),
                  ts_tree_delete);
  return tree != nullptr;
}

}  // namespace

int main(int argc, char** argv) {
  constexpr std::size_t kMaxBytes = 64 << 20;
  const std::size_t jobs = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1;
  std::vector<std::string> paths;
  for (std::string line; std::getline(std::cin, line);) paths.push_back(line);
  std::atomic<std::size_t> bytes = 0;
  std::atomic<bool> failed = false;
  for_each_index(paths.size(), jobs, [&](std::size_t i) {
    thread_local const Parser parser(ts_parser_new(), ts_parser_delete);
    const auto text = read_file(paths[i], kMaxBytes);
    if (!text || !parse(parser.get(), std::filesystem::path(paths[i]).extension().string(), *text)) {
      fmt::print(stderr, "bare_parse: {} can't be parsed\n", paths[i]);
      failed = true;
      return;
    }
    bytes += text->size();
  });
  if (failed) return 3;
  fmt::print("{} {}\n", paths.size(), bytes.load());
}
