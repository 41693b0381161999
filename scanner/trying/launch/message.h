// launch/message.h - JSON over a SOCK_SEQPACKET socket, with at most one file
// descriptor: how assay, janitor and guardian speak. Bulk data goes by descriptor.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "common/base/unique_fd.h"

namespace assay {

struct Message {
  nlohmann::json body;
  UniqueFd fd;
};

// False: the other side is gone or does not read.
bool send_message(int socket, const nlohmann::json& body, int fd = -1);

// Waits for one message; empty: the other side is gone, silent past the socket's time limit, or not speaking
// JSON.
std::optional<Message> receive_message(int socket);

// A memfd that holds `bytes`, at its start; empty handle where the kernel has none to give.
UniqueFd descriptor_with(const std::string& bytes, const char* name);

// Reads from the descriptor's current place, at most max_bytes.
std::string read_descriptor(int fd, std::size_t max_bytes);

}  // namespace assay
