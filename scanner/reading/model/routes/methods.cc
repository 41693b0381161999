#include "reading/model/routes/methods.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "common/base/text.h"
#include "reading/model/routes/route_reading.h"

namespace assay::model {

bool is_http_method(const std::string& word) {
  static constexpr std::array<std::string_view, 8> kMethods{"GET",    "POST", "PUT",     "PATCH",
                                                            "DELETE", "HEAD", "OPTIONS", "TRACE"};
  return std::find(kMethods.begin(), kMethods.end(), word) != kMethods.end();
}

bool counts_as_route(const std::string& method) {
  return method != "HEAD" && method != "OPTIONS";
}

std::vector<std::string> methods_of(const std::optional<std::vector<std::string>>& written) {
  if (!written) return {};
  if (written->empty()) return {"GET"};
  std::vector<std::string> methods;
  for (const std::string& word : *written) {
    const std::string method = to_upper(word);
    if (std::find(methods.begin(), methods.end(), method) == methods.end()) methods.push_back(method);
  }
  return methods;
}

}  // namespace assay::model
