#include "trying/transport/curl_client.h"

#include <curl/curl.h>
#include <netinet/in.h>

#include <algorithm>
#include <thread>

#include "trying/transport/curl_transfer.h"

namespace assay {
namespace {

constexpr Milliseconds kForeignInterval{
    100};  // at most 10 requests a second on a machine that is not this one

}  // namespace

CurlClient::CurlClient(SocketSource& sockets, HttpTarget target)
    : sockets_(sockets), target_(std::move(target)) {}

Exchange CurlClient::send(const Request& request, const SendOptions& options) {
  if (!target_.only_loopback) wait_for_turn();
  return CurlTransfer(sockets_, target_, request, options).run();
}

void CurlClient::wait_for_turn() {
  Clock::time_point turn;
  {
    const std::lock_guard lock(pacing_);
    turn = std::max(next_, Clock::now());
    next_ = turn + kForeignInterval;
  }
  std::this_thread::sleep_until(turn);
}

}  // namespace assay
