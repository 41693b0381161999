#include "trying/transport/target.h"

#include <arpa/inet.h>
#include <curl/curl.h>

#include <cstdlib>
#include <memory>
#include <optional>

#include "common/base/text.h"

namespace assay {
namespace {

Problem wrong_url(const std::string& url, const std::string& what) {
  return {ProblemKind::usage, "--url", url + " " + what, "give a URL such as http://127.0.0.1:8000"};
}

class ParsedUrl {
 public:
  explicit ParsedUrl(const std::string& text) : url_(::curl_url(), &::curl_url_cleanup) {
    good_ = url_ && ::curl_url_set(url_.get(), CURLUPART_URL, text.c_str(), 0) == CURLUE_OK;
  }
  bool good() const { return good_; }

  std::string part(CURLUPart which, unsigned flags = 0) const {
    char* text = nullptr;
    if (::curl_url_get(url_.get(), which, &text, flags) != CURLUE_OK) return "";
    const std::unique_ptr<char, decltype(&::curl_free)> owner(text, &::curl_free);
    return text;
  }

 private:
  std::unique_ptr<CURLU, decltype(&::curl_url_cleanup)> url_;
  bool good_ = false;
};

// By its spelling; that a name leads to another address is seen when a socket is asked for.
bool names_this_machine(const std::string& host) {
  in_addr address{};
  const bool ipv4 = ::inet_pton(AF_INET, host.c_str(), &address) == 1;
  if (ipv4) return ntohl(address.s_addr) >> 24 == 127;
  return host == "localhost" || host.ends_with(".localhost") || host == "[::1]";
}

}  // namespace

std::string HttpTarget::base_url() const {
  return scheme + "://" + host + ":" + std::to_string(port) + base_path;
}

HttpTarget sandbox_target(int port) {
  HttpTarget target;
  target.port = port;
  return target;
}

Result<HttpTarget> target_of_url(const std::string& url, bool own_this_target) {
  const ParsedUrl parsed(url);
  if (!parsed.good()) return wrong_url(url, "is not a URL");
  HttpTarget target;
  target.scheme = parsed.part(CURLUPART_SCHEME);
  if (target.scheme != "http" && target.scheme != "https") return wrong_url(url, "is neither http nor https");
  if (!parsed.part(CURLUPART_USER).empty()) return wrong_url(url, "holds a user's name");
  target.host = to_lower(parsed.part(CURLUPART_HOST));
  target.port = std::atoi(parsed.part(CURLUPART_PORT, CURLU_DEFAULT_PORT).c_str());
  target.base_path = parsed.part(CURLUPART_PATH);
  while (target.base_path.ends_with('/')) target.base_path.pop_back();
  target.only_loopback = names_this_machine(target.host);
  if (target.only_loopback || own_this_target) return target;
  return Problem{ProblemKind::usage, "--url", target.host + " is not this machine",
                 "add --i-own-this-target if it is yours to attack"};
}

}  // namespace assay
