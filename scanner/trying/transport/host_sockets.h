// transport/host_sockets.h - sockets of this machine's own network, for an app that
// the user started himself (--url). Where they may lead is the client's to check.
#pragma once

#include "trying/launch/socket_source.h"

namespace assay {

class HostSockets : public SocketSource {
 public:
  Result<UniqueFd> open_socket(AddressFamily family, const std::string& source_address) override;
};

}  // namespace assay
