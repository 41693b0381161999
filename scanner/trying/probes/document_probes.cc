// m-01 to m-03: API documents, their viewers, GraphQL introspection. Content decides, not the status.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "common/base/text.h"
#include "trying/probes/registry.h"

namespace assay {
namespace {

constexpr std::size_t kMaxNamedPaths = 10;

// "/api" where every bound route begins so: documents may lie below it.
std::string common_prefix(const ProbeContext& context) {
  std::optional<std::string> prefix;
  for (const Binding& binding : context.roles.bindings(context.book.order)) {
    const auto segments = split(binding.path, '/');
    const std::string first = segments.size() > 2 ? "/" + segments[1] : "";
    if (prefix && *prefix != first) return "";
    prefix = first;
  }
  return prefix.value_or("");
}

std::vector<std::string> places_of(const ProbeContext& context, const ProbeDocument& document) {
  std::vector<std::string> places = document.paths;
  if (const std::string prefix = common_prefix(context); !prefix.empty())
    for (const std::string& path : document.paths) places.push_back(prefix + path);
  places.insert(places.end(), context.app.document_paths.begin(), context.app.document_paths.end());
  std::set<std::string> seen;
  places.erase(std::remove_if(places.begin(), places.end(),
                              [&](const std::string& p) { return !seen.insert(p).second; }),
               places.end());
  return places;
}

bool has_keys(const ProbeDocument& document, const Json& answer) {
  return std::any_of(document.keys.begin(), document.keys.end(), [&](const std::vector<std::string>& set) {
    return std::all_of(set.begin(), set.end(),
                       [&](const std::string& key) { return member_at(answer, key) != nullptr; });
  });
}

bool is_document(const ProbeDocument& document, const Reply& reply) {
  if (!reply.ok()) return false;
  if (!document.keys.empty())
    if (const auto answer = reply.json(); answer && has_keys(document, *answer)) return true;
  const std::string body = "\n" + reply.body();
  return std::any_of(document.texts.begin(), document.texts.end(),
                     [&](const std::string& text) { return body.find(text) != std::string::npos; });
}

// The path of a Location on this host; empty where it leads elsewhere.
std::string local_path(const std::string& location) {
  if (location.starts_with("/") && !location.starts_with("//")) return location;
  for (const char* host : {"http://127.0.0.1", "http://localhost"})
    if (location.starts_with(host))
      if (const auto slash = location.find('/', std::string_view("http://").size());
          slash != std::string::npos)
        return location.substr(slash);
  return "";
}

Reply fetch(ProbeContext& context, const ProbeDocument& document, const std::string& path) {
  Request request;
  request.method = document.method;
  request.target = path;
  request.body = document.body;
  if (!document.body.empty()) request.headers.emplace_back("Content-Type", "application/json");
  Reply reply = context.caller.send(request, Part::attack, document.says + " at " + path);
  if (reply.status() < 300 || reply.status() >= 400) return reply;
  request.target = local_path(reply.header("Location"));
  return request.target.empty()
             ? reply
             : context.caller.send(request, Part::attack, document.says + " at " + path + ", redirected");
}

// Paths a viewer's page names: url: "/openapi.json", spec-url="...".
std::vector<std::string> named_paths(const std::string& page) {
  std::vector<std::string> paths;
  for (const char* marker : {"url", "spec-url", "data-url"}) {
    const std::string_view word(marker);
    for (auto at = page.find(word); at != std::string::npos && paths.size() < kMaxNamedPaths;
         at = page.find(word, at + 1)) {
      const auto quote = page.find_first_of("'\"", at + word.size());
      if (quote == std::string::npos || quote > at + word.size() + 4) continue;
      const auto open = page[quote + 1] == ':' ? page.find_first_of("'\"", quote + 1) : quote;  // "url": "/x"
      if (open == std::string::npos) continue;
      const auto end = page.find(page[open], open + 1);
      if (end == std::string::npos || end - open > 200) continue;
      if (std::string path = local_path(page.substr(open + 1, end - open - 1)); !path.empty())
        paths.push_back(path);
    }
  }
  return paths;
}

struct Search {
  std::string found;  // path; empty: nowhere
  int answered = 0;
  std::string unclear;
};

Search look_for(ProbeContext& context, const ProbeDocument& document) {
  Search search;
  std::vector<std::string> places = places_of(context, document);
  const std::size_t known = places.size();
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Reply reply = fetch(context, document, places[i]);
    if (is_document(document, reply)) return search.found = places[i], search;
    if (is_unclear(reply))
      search.unclear = fmt::format("{} at {}: {}", document.says, places[i], describe(reply));
    else
      ++search.answered;
    // A viewer among the known places tells where its document lies.
    if (i < known && reply.ok() && !context.catch_all.looks_like(reply))
      for (const std::string& path : named_paths(reply.body()))
        if (std::find(places.begin(), places.end(), path) == places.end()) places.push_back(path);
  }
  return search;
}

// The viewers' own places, for what their pages name.
std::vector<std::string> paths_named_by_viewers(ProbeContext& context) {
  std::vector<std::string> paths;
  ProbeDocument page;
  page.says = "a viewer's page";
  for (const std::string& path :
       {std::string("/docs"), std::string("/redoc"), std::string("/swagger"), std::string("/api-docs")}) {
    const Reply reply = fetch(context, page, path);
    if (!reply.ok() || context.catch_all.looks_like(reply)) continue;
    for (const std::string& named : named_paths(reply.body())) paths.push_back(named);
  }
  return paths;
}

// f-02's login, and what random paths answer.
bool hold_control(ProbeContext& context, Judge& judge) {
  const auto session = own_session(context, judge);
  if (!session) return false;
  if (context.role("login")) {
    const SignOn login = context.sessions.sign_in(context.caller, session->user, Part::control);
    if (!judge.hold(login.session.has_value(), login.why_not)) return false;
  }
  Request random;
  random.target = "/" + random_hex(20);
  const Reply reply = context.caller.send(random, Part::control, "a random path");
  if (!judge.hold(reply.answered() && reply.status() < 500 && reply.status() != 429,
                  "a random path: " + describe(reply)))
    return false;
  if (reply.status() != 404)
    judge.note(fmt::format("random paths answer {}: content alone was judged", reply.status()));
  return true;
}

}  // namespace

void run_documents(ProbeContext& context, Judge& judge) {
  if (!hold_control(context, judge)) return;
  for (ProbeDocument document : context.rule.documents) {
    if (!document.keys.empty() && document.method == "GET")
      for (std::string& path : paths_named_by_viewers(context)) document.paths.push_back(std::move(path));
    const Search search = look_for(context, document);
    judge.tried();
    if (!document.observe.empty() && (!search.found.empty() || search.unclear.empty()))
      judge.observe(document.observe, search.found.empty() ? "false" : search.found);
    if (!search.found.empty())
      judge.fail(fmt::format("{} is public at {}", document.says, search.found));
    else if (!search.unclear.empty())
      judge.doubt(search.unclear);
  }
}

}  // namespace assay
