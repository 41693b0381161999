// layers/layer_rule.h - which folder of scanner/ may include which.
// In: a file's path and the includes it writes, both relative to scanner/. Out: the includes that break the
// rule, with the reason. Opens no file, so that made-up folders can be held against the rule too.
//
// The order below is the design: a folder includes itself, common/, and the folders listed before it in its
// group. cli/ includes anything and is included by none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay {

struct Breach {
  std::string include;
  std::string why;
};

// What the #include lines of a source text name, quoted and bracketed alike.
std::vector<std::string> includes_of(std::string_view source);

std::vector<Breach> find_breaches(std::string_view path, const std::vector<std::string>& includes);

}  // namespace assay
