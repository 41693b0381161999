// transport/curl_transfer.h - one request by libcurl, from options to exchange.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>
#include <string_view>

#include "trying/launch/socket_source.h"
#include "trying/transport/http_client.h"
#include "trying/transport/target.h"

namespace assay {

class CurlTransfer {
 public:
  CurlTransfer(SocketSource& sockets, const HttpTarget& target, const Request& request,
               const SendOptions& options);

  Exchange run();

 private:
  using Handle = std::unique_ptr<CURL, decltype(&::curl_easy_cleanup)>;
  using HeaderList = std::unique_ptr<curl_slist, decltype(&::curl_slist_free_all)>;

  void set_limits();
  void set_route();
  void set_request();
  void set_headers();
  std::string refusal() const;  // why this request cannot be sent as it stands; empty: it can
  void conclude(CURLcode code, Exchange& exchange);
  std::string error_text(CURLcode code) const;

  curl_socket_t open_socket(const curl_sockaddr& address);
  std::size_t take_header(std::string_view line);
  std::size_t take_body(std::string_view part);

  SocketSource& sockets_;
  const HttpTarget& target_;
  const Request& request_;
  const SendOptions& options_;
  std::string url_;
  std::string request_target_;
  Handle handle_;
  HeaderList headers_;
  Response response_;
  std::size_t header_bytes_ = 0;
  bool headers_done_ = false;
  std::string socket_problem_;
};

}  // namespace assay
