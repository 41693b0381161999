#include "trying/launch/ready.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

namespace assay {
namespace {

constexpr Milliseconds kPollInterval{20};
constexpr int kUnavailable = 503;

class Asker {
 public:
  Asker(SandboxProcess& sandbox, const std::string& path, Deadline deadline)
      : sandbox_(sandbox), path_(path), deadline_(deadline) {}

  // One request; fills `found` with what was learnt.
  void ask(Readiness& found) {
    const auto socket = sandbox_.open_socket(AddressFamily::ipv4, "");
    if (!socket || !connect(socket->get(), found.port)) return;
    found.listened = true;
    const std::string request = "GET " + path_ +
                                " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(found.port) +
                                "\r\nConnection: close\r\n\r\n";
    if (::send(socket->get(), request.data(), request.size(), MSG_NOSIGNAL) < 0) return;
    const int status = status_of(first_line(socket->get(), found));
    if (status != 0) found.status = status;  // the deadline may cut the last answer short
    found.ready = status != 0 && status != kUnavailable;
  }

 private:
  bool connect(int socket, int port) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(static_cast<std::uint16_t>(port));
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::fcntl(socket, F_SETFL, O_NONBLOCK);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&at), sizeof(at)) == 0) return true;
    pollfd wait{socket, POLLOUT, 0};
    int failure = 0;
    socklen_t size = sizeof(failure);
    return errno == EINPROGRESS && ::poll(&wait, 1, static_cast<int>(kPollInterval.count())) == 1 &&
           ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &failure, &size) == 0 && failure == 0;
  }

  // A first request may take as long as it likes (an app that compiles at first use), but not outlive the
  // app.
  std::string first_line(int socket, Readiness& found) {
    std::string text;
    while (text.find("\r\n") == std::string::npos && text.size() < 1024 && !deadline_.passed()) {
      pollfd wait{socket, POLLIN, 0};
      if (::poll(&wait, 1, static_cast<int>(kPollInterval.count())) > 0) {
        char part[1024];
        const ssize_t got = ::recv(socket, part, sizeof(part), 0);
        if (got <= 0) break;
        text.append(part, static_cast<std::size_t>(got));
      } else if ((found.end = sandbox_.wait_for_end(Milliseconds(0)))) {
        break;
      }
    }
    return text;
  }

  // "HTTP/1.1 200 OK"
  static int status_of(const std::string& line) {
    const auto space = line.find(' ');
    if (!line.starts_with("HTTP/1.") || space == std::string::npos) return 0;
    return static_cast<int>(std::strtol(line.c_str() + space, nullptr, 10));
  }

  SandboxProcess& sandbox_;
  const std::string& path_;
  Deadline deadline_;
};

// The one port the app listens on, where that is not the asked one.
void follow_port(SandboxProcess& sandbox, Readiness& found) {
  const auto ports = sandbox.listening_ports();
  if (ports.size() == 1) found.port = ports.front();
}

bool is_over(const Readiness& found) {
  // A command that starts a daemon ends well and leaves it running.
  return found.end && !(found.end->code == 0 && found.end->others_left);
}

}  // namespace

Readiness wait_until_ready(SandboxProcess& sandbox, int port, const std::string& path, bool may_move,
                           Milliseconds span) {
  const auto deadline = Deadline::in(span);
  Asker asker(sandbox, path, deadline);
  Readiness found;
  found.port = port;
  for (int round = 1; !found.ready && !is_over(found) && !deadline.passed(); ++round) {
    asker.ask(found);
    if (found.ready) break;
    constexpr int kRoundsBetweenLooks = 10;
    if (may_move && !found.listened && round % kRoundsBetweenLooks == 0) follow_port(sandbox, found);
    const bool ended_before = found.end.has_value();
    found.end = sandbox.wait_for_end(std::min(kPollInterval, deadline.left()));
    // An end that is known already returns at once, and a daemon's start is still worth waiting for.
    if (ended_before) ::poll(nullptr, 0, static_cast<int>(kPollInterval.count()));
  }
  return found;
}

}  // namespace assay
