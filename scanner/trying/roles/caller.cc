#include "trying/roles/caller.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "common/base/text.h"

namespace assay {
namespace {

constexpr Milliseconds kSlowDown{1'500};
constexpr Milliseconds kLongestWait{5'000};

// What Retry-After asks for, within reason.
Milliseconds asked_wait(const Response& response) {
  const long seconds = std::strtol(response.header("Retry-After").c_str(), nullptr, 10);
  return std::clamp(Milliseconds{std::min(seconds, 60L) * 1'000}, kSlowDown, kLongestWait);
}

}  // namespace

const std::string& Reply::body() const {
  static const std::string nothing;
  return answered() ? exchange_->response->body : nothing;
}

std::string Reply::header(std::string_view name) const {
  return answered() ? exchange_->response->header(name) : "";
}

std::vector<std::string> Reply::all_headers(std::string_view name) const {
  std::vector<std::string> values;
  if (!answered()) return values;
  for (const auto& [key, value] : exchange_->response->headers)
    if (to_lower(key) == to_lower(name)) values.push_back(value);
  return values;
}

Caller::Caller(HttpClient& client, Pulse& pulse, Pause pause, int number)
    : client_(client), pulse_(pulse), pause_(std::move(pause)), number_(number) {}

std::string Caller::address() const {
  return fmt::format("127.{}.1.{}", shift_ % 250, 1 + number_ % 250);
}

const Exchange& Caller::keep(Request request, Part part) {
  SendOptions options;
  options.source_address = address();
  Exchange exchange = client_.send(request, options);
  exchange.request = std::move(request);
  exchange.source_address = options.source_address;
  exchange.control = part == Part::control;
  exchanges_.push_back(std::move(exchange));
  return exchanges_.back();
}

Reply Caller::send(Request request, Part part, std::string step) {
  if (pulse_.dead) {
    exchanges_.emplace_back();
    exchanges_.back().request = std::move(request);
    exchanges_.back().error = "not sent: the app no longer answers";
    exchanges_.back().control = part == Part::control;
    return Reply(&exchanges_.back());
  }
  const Exchange* exchange = &keep(request, part);
  if (exchange->response && exchange->response->status == 429 && !slowed_) {
    slowed_ = true;
    pause_(asked_wait(*exchange->response));
    exchange = &keep(std::move(request), part);
  }
  if (!exchange->response) feel_pulse(step);
  return Reply(exchange);
}

// A closed connection or a time-out may be this request's alone: ask for something harmless, twice.
void Caller::feel_pulse(const std::string& step) {
  const std::string error = exchanges_.back().error;
  for (int i = 0; i < 2; ++i)
    if (keep(Request{}, Part::control).response) return;
  pulse_.dead = true;
  pulse_.killer = step;
  pulse_.error = error;
}

std::vector<Exchange> Caller::take_exchanges() {
  std::vector<Exchange> taken(std::make_move_iterator(exchanges_.begin()),
                              std::make_move_iterator(exchanges_.end()));
  exchanges_.clear();
  return taken;
}

}  // namespace assay
