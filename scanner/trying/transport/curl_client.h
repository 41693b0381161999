// transport/curl_client.h - HttpClient by libcurl. Its sockets come from a
// SocketSource and go nowhere else; it follows nothing, adds nothing to a request
// but Host and Content-Length, and gives back what came within the limits.
#pragma once

#include <memory>
#include <mutex>

#include "common/base/budget.h"
#include "trying/launch/socket_source.h"
#include "trying/transport/http_client.h"
#include "trying/transport/target.h"

namespace assay {

class CurlClient : public HttpClient {
 public:
  // `sockets` must outlive it.
  CurlClient(SocketSource& sockets, HttpTarget target);

  // Safe to call from several threads; each request has a connection of its own, since a connection has one
  // source address.
  Exchange send(const Request& request, const SendOptions& options = {}) override;

 private:
  void wait_for_turn();

  SocketSource& sockets_;
  HttpTarget target_;
  std::mutex pacing_;
  Clock::time_point next_ = Clock::time_point::min();
};

}  // namespace assay
