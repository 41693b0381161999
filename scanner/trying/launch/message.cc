#include "trying/launch/message.h"

#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

namespace assay {
namespace {

constexpr std::size_t kMaxMessageBytes = 64u << 10;

union ControlBuffer {
  char bytes[CMSG_SPACE(sizeof(int))];
  struct cmsghdr align;
};

UniqueFd descriptor_in(struct msghdr& header) {
  UniqueFd found;
  for (struct cmsghdr* part = CMSG_FIRSTHDR(&header); part != nullptr; part = CMSG_NXTHDR(&header, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(part), sizeof(fd));
    found = UniqueFd(fd);
  }
  return found;
}

}  // namespace

bool send_message(int socket, const nlohmann::json& body, int fd) {
  std::string text = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  struct iovec part {
    text.data(), text.size()
  };
  struct msghdr header {};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  ControlBuffer control{};
  if (fd >= 0) {
    header.msg_control = control.bytes;
    header.msg_controllen = sizeof(control.bytes);
    struct cmsghdr* rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(rights), &fd, sizeof(fd));
  }
  ssize_t sent = -1;
  do {
    sent = ::sendmsg(socket, &header, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent == static_cast<ssize_t>(text.size());
}

std::optional<Message> receive_message(int socket) {
  std::string text(kMaxMessageBytes, '\0');
  struct iovec part {
    text.data(), text.size()
  };
  ControlBuffer control{};
  struct msghdr header {};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = control.bytes;
  header.msg_controllen = sizeof(control.bytes);
  ssize_t got = -1;
  do {
    got = ::recvmsg(socket, &header, MSG_CMSG_CLOEXEC);
  } while (got < 0 && errno == EINTR);
  if (got <= 0) return std::nullopt;
  Message message;
  message.fd = descriptor_in(header);
  text.resize(static_cast<std::size_t>(got));
  message.body = nlohmann::json::parse(text, nullptr, false);
  if (!message.body.is_object()) return std::nullopt;
  return message;
}

UniqueFd descriptor_with(const std::string& bytes, const char* name) {
  UniqueFd fd(::memfd_create(name, MFD_CLOEXEC));
  std::size_t done = 0;
  while (fd && done < bytes.size()) {
    const ssize_t put =
        ::pwrite(fd.get(), bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return UniqueFd();
    done += static_cast<std::size_t>(put);
  }
  return fd;
}

std::string read_descriptor(int fd, std::size_t max_bytes) {
  std::string bytes;
  std::vector<char> buffer(64u << 10);
  while (bytes.size() < max_bytes) {
    const ssize_t got = ::read(fd, buffer.data(), std::min(buffer.size(), max_bytes - bytes.size()));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return bytes;
}

}  // namespace assay
