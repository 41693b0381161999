// Any bytes at all, read as source by one adapter: facts come out, or a reason; nothing else. libFuzzer
// calls it (script/fuzz); FUZZED_LANGUAGE is given by CMake, one target a language.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "reading/facts/dump.h"
#include "reading/facts/extract.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using assay::Language;
  const std::string_view source(reinterpret_cast<const char*>(bytes), size);
  const auto facts = assay::facts::extract_facts("fuzzed", Language::FUZZED_LANGUAGE, source);
  // Printing follows every index that links one fact to another.
  if (facts) (void)assay::facts::dump(*facts);
  return 0;
}
