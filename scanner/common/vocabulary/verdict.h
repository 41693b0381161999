// vocabulary/verdict.h - what a test of the exploit suite found, and its proof.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace assay {

// not_run carries its reason: nothing untested ever looks passed.
enum class Verdict { pass, fail, inconclusive, not_applicable, not_run };
std::string_view to_string(Verdict verdict);  // "not-applicable"

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method = "GET";
  std::string target = "/";  // path and query, sent as it stands
  Headers headers;
  std::string body;
};

struct Response {
  int status = 0;
  Headers headers;
  std::string body;        // up to the limit
  bool truncated = false;  // the body was longer

  // First header of that name, ignoring case; empty where there is none.
  std::string header(std::string_view name) const;
};

// One request and what came back. Neither masked nor shortened here: probes judge by the whole of it, the
// report masks secrets and cuts.
struct Exchange {
  Request request;
  std::optional<Response> response;  // none: error says why
  std::string error;                 // "timed out after 10 s", "connection closed"
  std::string source_address;        // "127.0.1.7"
  std::int64_t milliseconds = 0;
  bool control = false;  // belongs to the test's control, not to its attack
};

enum class Tier { functional, asked, hardening, manual, beyond };
std::string_view to_string(Tier tier);  // "f", "t1", "t2", "manual", "beyond"

struct TestResult {
  std::string id;  // "t1-04"
  std::string title;
  Tier tier = Tier::asked;
  std::string app;
  Verdict verdict = Verdict::not_run;
  std::string note;    // beside a verdict: an unusual status, a half measure
  std::string reason;  // why not pass
  // What was seen, where the verdict alone says too little for merging: "openapi" -> "/openapi.json",
  // "algorithm" -> "pbkdf2". Keys are parameter names of the catalogue where there is one.
  std::vector<std::pair<std::string, std::string>> observed;
  std::vector<std::string> roles;  // the roles it needs
  std::vector<Exchange> exchanges;
};

// A role tied to a route, and why: "register <- POST /auth/register {email, password}: static, main.py:14".
struct Binding {
  std::string role;
  std::string method;
  std::string path;
  std::vector<std::string> fields;
  bool form = false;
  std::string from;  // "assay.yaml", "openapi", "static"
  std::string why;
};

}  // namespace assay
