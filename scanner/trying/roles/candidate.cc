#include "trying/roles/candidate.h"

#include <algorithm>
#include <cctype>

#include "common/base/text.h"

namespace assay {
namespace {

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

std::string without_parameters(std::string_view path) {
  std::string kept;
  int depth = 0;
  for (const char c : path) {
    if (c == '{') ++depth;
    if (depth == 0) kept += c;
    if (c == '}' && depth > 0) --depth;
  }
  return kept;
}

// What the code knows better than the document, or alone: guards, fields, files.
void complete(Candidate& running, const Candidate& code) {
  if (running.fields.empty()) {
    running.fields = code.fields;
    running.form = running.form || code.form;
  }
  running.guarded = running.guarded || code.guarded;
  running.takes_files = running.takes_files || code.takes_files;
  if (running.handler.empty()) running.handler = code.handler;
}

}  // namespace

std::vector<Candidate> read_static_routes(const App& app) {
  std::vector<Candidate> candidates;
  for (const Route& route : app.routes)
    candidates.push_back(Candidate{route.method, route.path, route.handler, route.fields, route.form,
                                   route.takes_files, !route.guards.empty(), "static", to_string(route.at)});
  return candidates;
}

std::vector<Candidate> join_candidates(std::vector<Candidate> running,
                                       const std::vector<Candidate>& from_code) {
  for (const Candidate& code : from_code) {
    const auto same = std::find_if(running.begin(), running.end(), [&](const Candidate& c) {
      return c.method == code.method && path_shape(c.path) == path_shape(code.path);
    });
    if (same == running.end())
      running.push_back(code);
    else
      complete(*same, code);
  }
  return running;
}

std::string path_shape(std::string_view path) {
  std::string shape;
  for (const std::string& segment : split(path, '/'))
    if (!segment.empty())
      shape += "/" + (segment.find('{') == std::string::npos ? segment : std::string("{}"));
  return shape.empty() ? "/" : shape;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.push_back(to_lower(word));
    word.clear();
  };
  const std::string kept = without_parameters(text);
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const char c = kept[i];
    if (!std::isalnum(static_cast<unsigned char>(c))) {
      finish();
      continue;
    }
    if (is_upper(c) && i > 0 && !is_upper(kept[i - 1])) finish();
    word += c;
  }
  finish();
  return words;
}

int count_parameters(std::string_view path) {
  return static_cast<int>(std::count(path.begin(), path.end(), '{'));
}

}  // namespace assay
