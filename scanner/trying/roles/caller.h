// roles/caller.h - the voice of one test: sends its requests from its own address,
// keeps every exchange, slows down once after a 429, and notices when the app dies.
// Never judges an answer.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/vocabulary/verdict.h"
#include "trying/roles/json_shape.h"
#include "trying/transport/http_client.h"

namespace assay {

enum class Part { control, attack };

// One answer, read in the ways probes read it.
class Reply {
 public:
  Reply() = default;
  explicit Reply(const Exchange* exchange) : exchange_(exchange) {}

  bool answered() const { return exchange_ && exchange_->response; }
  int status() const { return answered() ? exchange_->response->status : 0; }
  bool ok() const { return status() >= 200 && status() < 300; }
  const std::string& body() const;
  std::string header(std::string_view name) const;
  std::vector<std::string> all_headers(std::string_view name) const;
  std::optional<Json> json() const { return parse_json(body()); }
  std::string error() const { return exchange_ ? exchange_->error : "not sent"; }

 private:
  const Exchange* exchange_ = nullptr;
};

// Whether the app lives, shared by all tests of a run. Once it has died nothing more is sent.
struct Pulse {
  bool dead = false;
  std::string killer;  // the step that it died on, in words without random names
  std::string error;
};

using Pause = std::function<void(Milliseconds)>;

class Caller {
 public:
  // Addresses are 127.<shift>.1.<number>: a limiter that one test wakes must not poison the next.
  Caller(HttpClient& client, Pulse& pulse, Pause pause, int number);

  // `step` says in words what is tried; it stands in reasons, so it holds nothing random.
  Reply send(Request request, Part part, std::string step);

  // For tests that log in or create often.
  void change_address() { ++shift_; }

  std::vector<Exchange> take_exchanges();

 private:
  const Exchange& keep(Request request, Part part);
  std::string address() const;
  void feel_pulse(const std::string& step);

  HttpClient& client_;
  Pulse& pulse_;
  Pause pause_;
  int number_;
  int shift_ = 0;
  bool slowed_ = false;
  std::deque<Exchange> exchanges_;  // a deque: replies point into it
};

}  // namespace assay
