// transport/http_client.h - the only door from the trying lane to the running app.
// The real client (curl_client.h) takes its sockets from the sandbox's helper, so no request can leave by
// accident; tests use an in-memory twin.
#pragma once

#include <cstddef>
#include <string>

#include "common/base/budget.h"
#include "common/vocabulary/verdict.h"

namespace assay {

struct SendOptions {
  std::string source_address = "127.0.0.1";  // any of 127/8: a limiter by address must not poison other tests
  Milliseconds deadline{10'000};             // the whole exchange
  std::size_t max_body_bytes = 4u << 20;     // of the response; the rest is cut and said so
};

class HttpClient {
 public:
  virtual ~HttpClient() = default;

  // Always returns: a failure to connect, a time-out or a closed connection is an Exchange without response.
  // Redirects are never followed. Header names and values, path and query are sent as they stand.
  virtual Exchange send(const Request& request, const SendOptions& options = {}) = 0;
};

}  // namespace assay
