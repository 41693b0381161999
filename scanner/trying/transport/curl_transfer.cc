#include "trying/transport/curl_transfer.h"

#include <arpa/inet.h>
#include <fmt/core.h>
#include <netinet/in.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <mutex>

#include "common/base/text.h"

namespace assay {
namespace {

constexpr std::size_t kMaxHeaderBytes = 256u << 10;
constexpr long kMaxConnectMilliseconds = 5'000;

void initialise_once() {
  static std::once_flag once;
  std::call_once(once, [] { ::curl_global_init(CURL_GLOBAL_DEFAULT); });
}

bool has_header(const Headers& headers, std::string_view name) {
  return std::any_of(headers.begin(), headers.end(),
                     [&](const auto& header) { return to_lower(header.first) == name; });
}

bool holds_line_break(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

bool is_loopback(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    const auto& ipv4 = reinterpret_cast<const sockaddr_in&>(address);
    return (ntohl(ipv4.sin_addr.s_addr) >> 24) == 127;
  }
  return address.sa_family == AF_INET6 &&
         IN6_IS_ADDR_LOOPBACK(&reinterpret_cast<const sockaddr_in6&>(address).sin6_addr);
}

}  // namespace

CurlTransfer::CurlTransfer(SocketSource& sockets, const HttpTarget& target, const Request& request,
                           const SendOptions& options)
    : sockets_(sockets),
      target_(target),
      request_(request),
      options_(options),
      handle_(nullptr, &::curl_easy_cleanup),
      headers_(nullptr, &::curl_slist_free_all) {
  initialise_once();
  handle_.reset(::curl_easy_init());
}

Exchange CurlTransfer::run() {
  Exchange exchange;
  exchange.request = request_;
  exchange.source_address = options_.source_address;
  exchange.error = refusal();
  if (!exchange.error.empty()) return exchange;
  set_limits();
  set_route();
  set_request();
  set_headers();
  const auto start = Clock::now();
  const CURLcode code = ::curl_easy_perform(handle_.get());
  exchange.milliseconds = std::chrono::duration_cast<Milliseconds>(Clock::now() - start).count();
  conclude(code, exchange);
  return exchange;
}

// A line break would end the line it stands in: what arrives would be another request than the one we keep.
std::string CurlTransfer::refusal() const {
  if (!handle_) return "not sent: libcurl has no memory";
  bool broken =
      holds_line_break(request_.target) || holds_line_break(request_.method) || request_.method.empty();
  for (const auto& [name, value] : request_.headers) {
    broken = broken || name.empty() || holds_line_break(name) || holds_line_break(value);
  }
  return broken ? "not sent: a line break or a zero byte in its head" : "";
}

void CurlTransfer::set_limits() {
  CURL* curl = handle_.get();
  const auto deadline = static_cast<long>(options_.deadline.count());
  ::curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, deadline);
  ::curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, std::min(deadline, kMaxConnectMilliseconds));
  ::curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  ::curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  ::curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  ::curl_easy_setopt(
      curl, CURLOPT_HEADERFUNCTION, +[](char* text, std::size_t, std::size_t length, void* self) {
        return static_cast<CurlTransfer*>(self)->take_header({text, length});
      });
  ::curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
  ::curl_easy_setopt(
      curl, CURLOPT_WRITEFUNCTION, +[](char* text, std::size_t, std::size_t length, void* self) {
        return static_cast<CurlTransfer*>(self)->take_body({text, length});
      });
  ::curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
}

// Variables of the environment (proxies, .netrc) must not decide where an attack goes.
void CurlTransfer::set_route() {
  CURL* curl = handle_.get();
  url_ = target_.scheme + "://" + target_.host + ":" + std::to_string(target_.port) + "/";
  request_target_ = target_.base_path + request_.target;
  ::curl_easy_setopt(curl, CURLOPT_URL, url_.c_str());
  ::curl_easy_setopt(curl, CURLOPT_REQUEST_TARGET, request_target_.c_str());
  ::curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
  ::curl_easy_setopt(curl, CURLOPT_PROXY, "");
  ::curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  ::curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
  ::curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  // A certificate of one's own is what a server on this machine has.
  ::curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, target_.only_loopback ? 0L : 1L);
  ::curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, target_.only_loopback ? 0L : 2L);
  ::curl_easy_setopt(
      curl, CURLOPT_OPENSOCKETFUNCTION,
      +[](void* self, curlsocktype, curl_sockaddr* address) -> curl_socket_t {
        return static_cast<CurlTransfer*>(self)->open_socket(*address);
      });
  ::curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, this);
}

void CurlTransfer::set_request() {
  CURL* curl = handle_.get();
  const std::string& method = request_.method;
  const bool takes_body = method == "POST" || method == "PUT" || method == "PATCH";
  if (method == "HEAD") {  // whatever its answer says of a length, no body follows
    ::curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  } else if (!request_.body.empty() || takes_body) {
    ::curl_easy_setopt(curl, CURLOPT_POST, 1L);
    ::curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    ::curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request_.body.data());
  }
  ::curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method.c_str());
}

void CurlTransfer::set_headers() {
  const auto add = [this](const std::string& line) {
    if (curl_slist* grown = ::curl_slist_append(headers_.get(), line.c_str())) {
      (void)headers_.release();
      headers_.reset(grown);
    }
  };
  // "Name;" is libcurl's way to write a header without a value, "Name:" its way to leave out one of its own.
  for (const auto& [name, value] : request_.headers) add(value.empty() ? name + ";" : name + ": " + value);
  for (const char* name : {"Accept", "Content-Type", "Expect", "Accept-Encoding"}) {
    if (!has_header(request_.headers, to_lower(name))) add(std::string(name) + ":");
  }
  ::curl_easy_setopt(handle_.get(), CURLOPT_HTTPHEADER, headers_.get());
}

curl_socket_t CurlTransfer::open_socket(const curl_sockaddr& address) {
  if (target_.only_loopback && !is_loopback(address.addr)) {
    socket_problem_ = "not sent: " + target_.host + " does not lead to this machine";
    return CURL_SOCKET_BAD;
  }
  const auto family = address.family == AF_INET6 ? AddressFamily::ipv6 : AddressFamily::ipv4;
  auto socket = sockets_.open_socket(family, target_.only_loopback ? options_.source_address : "");
  if (!socket) {
    socket_problem_ = "not sent: " + socket.problem().what;
    return CURL_SOCKET_BAD;
  }
  return socket->release();
}

std::size_t CurlTransfer::take_header(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > kMaxHeaderBytes) return 0;
  const std::size_t taken = line.size();
  if (line.starts_with("HTTP/")) {  // anew after an interim 1xx
    response_ = Response{};
    headers_done_ = false;
    const auto space = line.find(' ');
    if (space != std::string_view::npos)
      response_.status = std::atoi(std::string(line.substr(space)).c_str());
    return taken;
  }
  if (trim(line).empty()) headers_done_ = true;
  const auto colon = line.find(':');
  if (headers_done_ || colon == std::string_view::npos) return taken;  // the rest are trailers
  response_.headers.emplace_back(std::string(line.substr(0, colon)),
                                 std::string(trim(line.substr(colon + 1))));
  return taken;
}

std::size_t CurlTransfer::take_body(std::string_view part) {
  const std::size_t room = options_.max_body_bytes - std::min(options_.max_body_bytes, response_.body.size());
  response_.body.append(part.substr(0, room));
  response_.truncated = part.size() > room;
  return response_.truncated ? 0 : part.size();
}

void CurlTransfer::conclude(CURLcode code, Exchange& exchange) {
  // A server that has seen enough may answer and close before it has read all: that answer counts.
  const bool cut_off = code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR;
  const bool answered_early = cut_off && headers_done_ && response_.status >= 400 && !request_.body.empty();
  if (code == CURLE_OK || response_.truncated || answered_early) {
    exchange.response = std::move(response_);
    return;
  }
  exchange.error = error_text(code);
}

std::string CurlTransfer::error_text(CURLcode code) const {
  if (!socket_problem_.empty()) return socket_problem_;
  if (header_bytes_ > kMaxHeaderBytes) return "headers of more than 256 KiB";
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return fmt::format("timed out after {:g} s", static_cast<double>(options_.deadline.count()) / 1000);
    case CURLE_COULDNT_CONNECT:
      return "connection refused";
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
      return "connection closed";
    case CURLE_PARTIAL_FILE:
      return "connection closed in the middle of the answer";
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
      return "the answer is not HTTP";
    default:
      return ::curl_easy_strerror(code);
  }
}

}  // namespace assay
