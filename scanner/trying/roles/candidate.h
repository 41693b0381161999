// roles/candidate.h - a route that may play a role, whoever told of it: the running
// app's OpenAPI document or the routes read from the code.
#pragma once

#include <string>
#include <vector>

#include "common/vocabulary/app.h"
#include "trying/roles/json_shape.h"

namespace assay {

struct Candidate {
  std::string method;
  std::string path;  // parameters in braces
  std::string handler;
  std::vector<Field> fields;
  bool form = false;
  bool takes_files = false;
  bool guarded = false;
  std::string from;  // "openapi", "static"
  std::string at;    // "/openapi.json", "app/auth.py:14"
};

// The operations of an OpenAPI 3 or Swagger 2 document; references are followed inside it alone.
std::vector<Candidate> read_openapi(const Json& document, const std::string& at);

std::vector<Candidate> read_static_routes(const App& app);

// One candidate a method and path: the running app's, completed by what the code adds.
std::vector<Candidate> join_candidates(std::vector<Candidate> running,
                                       const std::vector<Candidate>& from_code);

// "/jobs/{job_id}/upload" -> "/jobs/{}/upload"; a trailing slash is dropped.
std::string path_shape(std::string_view path);

// Lower-case words of a path or a name, parameters left out: "list_jobs" and "listJobs" -> list, jobs.
std::vector<std::string> words_of(std::string_view text);

int count_parameters(std::string_view path);

}  // namespace assay
