// transport/target.h - whom requests go to. In: a URL of the user's, or a port in a
// sandbox. Refuses addresses that are not this machine's unless the user says that
// the target is his.
#pragma once

#include <string>

#include "common/base/result.h"

namespace assay {

struct HttpTarget {
  std::string scheme = "http";
  std::string host = "127.0.0.1";  // an address or a name, as the Host header shall say it
  int port = 0;
  std::string base_path;  // before each request's target; no slash at its end
  bool only_loopback = true;

  std::string base_url() const;
};

HttpTarget sandbox_target(int port);

Result<HttpTarget> target_of_url(const std::string& url, bool own_this_target);

}  // namespace assay
