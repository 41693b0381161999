#include "reading/syntax/parse.h"

#include <cstdint>
#include <ctime>

#include "grammars.h"

namespace assay::syntax {
namespace {

struct DeleteParser {
  void operator()(TSParser* parser) const { ts_parser_delete(parser); }
};
using Parser = std::unique_ptr<TSParser, DeleteParser>;

const char* read_bytes(void* payload, std::uint32_t at, TSPoint, std::uint32_t* count) {
  const auto& bytes = *static_cast<const std::string_view*>(payload);
  *count = at < bytes.size() ? static_cast<std::uint32_t>(bytes.size() - at) : 0;
  return *count == 0 ? "" : bytes.data() + at;
}

bool time_is_up(TSParseState* state) {
  return static_cast<const CpuDeadline*>(state->payload)->passed();
}

Problem cannot(std::string what) {
  return {ProblemKind::cannot, "", std::move(what), ""};
}

}  // namespace

std::chrono::nanoseconds CpuDeadline::spent() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

const TSLanguage* grammar_of(Language language) {
  switch (language) {
    case Language::python:
      return tree_sitter_python();
    case Language::javascript:
      return tree_sitter_javascript();
    case Language::typescript:
      return tree_sitter_typescript();
    case Language::tsx:
      return tree_sitter_tsx();
  }
  return nullptr;
}

Result<Tree> parse(Language language, std::string_view bytes, const CpuDeadline& deadline) {
  if (bytes.size() >= UINT32_MAX) return cannot("larger than the parser can address");
  const Parser parser(ts_parser_new());
  if (!ts_parser_set_language(parser.get(), grammar_of(language))) {
    return {Problem{ProblemKind::internal, "", "the grammar does not fit the parser", ""}};
  }
  const TSInput input{&bytes, read_bytes, TSInputEncodingUTF8, nullptr};
  CpuDeadline end = deadline;  // the callback takes a pointer that is not const
  const TSParseOptions options{&end, time_is_up};
  TSTree* tree = ts_parser_parse_with_options(parser.get(), nullptr, input, options);
  if (tree == nullptr) return cannot("took too long to parse");
  return Tree(tree, bytes);
}

}  // namespace assay::syntax
