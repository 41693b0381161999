// launch/socket_source.h - where the transport gets its sockets: from the guardian, inside the app's own
// network, so that no request can leave it by accident.
#pragma once

#include <string>

#include "common/base/result.h"
#include "common/base/unique_fd.h"

namespace assay {

enum class AddressFamily { ipv4, ipv6 };

class SocketSource {
 public:
  virtual ~SocketSource() = default;

  // An unconnected TCP socket, bound to source_address ("127.0.1.7") unless that is empty or the family is
  // IPv6. Safe to call from several threads.
  virtual Result<UniqueFd> open_socket(AddressFamily family, const std::string& source_address) = 0;
};

}  // namespace assay
