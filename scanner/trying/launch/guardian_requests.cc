#include "trying/launch/guardian_requests.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <set>

#include "common/base/text.h"

namespace assay {
namespace {

Answer error_answer(const std::string& what) {
  return {{{"error", what}}, UniqueFd()};
}
Answer error_answer() {
  return error_answer(std::strerror(errno));
}

Answer with_bytes(const std::string& bytes) {
  UniqueFd fd = descriptor_with(bytes, "assay-answer");
  if (!fd) return error_answer();
  return {{{"ok", true}}, std::move(fd)};
}

bool bind_to(int socket, const std::string& address) {
  struct sockaddr_in at {};
  at.sin_family = AF_INET;
  if (::inet_pton(AF_INET, address.c_str(), &at.sin_addr) != 1) {
    errno = EINVAL;
    return false;
  }
  // The port is chosen when connecting, so that one address serves many thousand connections.
  const int yes = 1;
  ::setsockopt(socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof(yes));
  return ::bind(socket, reinterpret_cast<const sockaddr*>(&at), sizeof(at)) == 0;
}

Answer open_socket(const nlohmann::json& request) {
  const bool ipv6 = request.value("family", 4) == 6;
  UniqueFd socket(::socket(ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket) return error_answer();
  const std::string source = request.value("source", "");
  if (!source.empty() && !ipv6 && !bind_to(socket.get(), source)) return error_answer();
  return {{{"ok", true}}, std::move(socket)};
}

Answer list_files(const RunFolder& folder) {
  std::string lines;  // size, path, a zero byte: names may hold anything else
  for (const auto& [path, bytes] : folder.changed_files()) {
    lines += std::to_string(bytes) + " " + path;
    lines += '\0';
  }
  return with_bytes(lines);
}

Answer open_file(const nlohmann::json& request, const RunFolder& folder) {
  const auto path = base64url_decoded(request.value("path", ""));
  if (!path) return error_answer("no path");
  auto file = folder.open_file(*path);
  if (!file) return error_answer(file.problem().what);
  return {{{"ok", true}}, std::move(*file)};
}

// Ports in state LISTEN, from /proc/net/tcp and tcp6: "sl local_address rem_address st ...".
std::set<int> listening_ports() {
  std::set<int> ports;
  for (const char* file : {"/proc/self/net/tcp", "/proc/self/net/tcp6"}) {
    UniqueFd fd(::open(file, O_RDONLY | O_CLOEXEC));
    if (!fd) continue;
    for (const auto& line : split(read_descriptor(fd.get(), 1u << 20), '\n')) {
      char address[64];
      unsigned port = 0;
      unsigned state = 0;
      const int found =
          std::sscanf(line.c_str(), " %*d: %63[0-9A-Fa-f]:%x %*[0-9A-Fa-f]:%*x %x", address, &port, &state);
      constexpr unsigned kListen = 0x0A;
      if (found == 3 && state == kListen) ports.insert(static_cast<int>(port));
    }
  }
  return ports;
}

}  // namespace

Answer answer_request(const nlohmann::json& request, const RunFolder& folder, const AppLog& log) {
  try {
    const std::string wish = request.value("ask", "");
    if (wish == "socket") return open_socket(request);
    if (wish == "list") return list_files(folder);
    if (wish == "open") return open_file(request, folder);
    if (wish == "log") return with_bytes(log.text());
    if (wish == "ports") return {{{"ok", true}, {"ports", listening_ports()}}, UniqueFd()};
    return error_answer("unknown request");
  } catch (const nlohmann::json::exception& error) {
    return error_answer(error.what());
  }
}

}  // namespace assay
