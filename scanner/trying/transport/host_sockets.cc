#include "trying/transport/host_sockets.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace assay {
namespace {

Problem no_socket() {
  return {ProblemKind::cannot, "", std::string("no socket: ") + std::strerror(errno), ""};
}

}  // namespace

Result<UniqueFd> HostSockets::open_socket(AddressFamily family, const std::string& source_address) {
  const bool ipv4 = family == AddressFamily::ipv4;
  UniqueFd socket(::socket(ipv4 ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket) return no_socket();
  if (source_address.empty() || !ipv4) return socket;
  sockaddr_in at{};
  at.sin_family = AF_INET;
  if (::inet_pton(AF_INET, source_address.c_str(), &at.sin_addr) != 1) {
    return Problem{ProblemKind::cannot, "", "no socket: " + source_address + " is not an address", ""};
  }
  const int yes = 1;  // the port is chosen when connecting
  ::setsockopt(socket.get(), IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof(yes));
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&at), sizeof(at)) != 0) return no_socket();
  return socket;
}

}  // namespace assay
