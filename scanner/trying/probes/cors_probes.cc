// t1-22, t1-23, m-04: what other origins may read.
#include <fmt/format.h>

#include <algorithm>

#include "common/base/text.h"
#include "trying/probes/registry.h"

namespace assay {
namespace {

// Methods that need no preflight permission: their absence from Allow-Methods matters to no browser.
bool is_safelisted(const std::string& method) {
  return method == "GET" || method == "POST" || method == "HEAD";
}

bool is_concrete(const std::string& origin) {
  return origin.find("://") != std::string::npos && origin.find('*') == std::string::npos;
}

// The origin the app should allow: the study's, or one that the code or configuration names.
std::string right_origin(const ProbeContext& context) {
  const auto& origins = context.app.origins;
  if (context.rule.origin.empty()) return "";
  if (context.roles.study_kind ||
      std::find(origins.begin(), origins.end(), context.rule.origin) != origins.end())
    return context.rule.origin;
  const auto found = std::find_if(origins.begin(), origins.end(), is_concrete);
  return found == origins.end() ? "" : *found;
}

std::string expanded(std::string pattern, const std::string& origin) {
  const auto scheme = origin.find("://");
  const std::string host = scheme == std::string::npos ? "" : origin.substr(scheme + 3);
  for (const auto& [name, value] :
       {std::pair<std::string, std::string>{"{origin}", origin}, {"{host}", host}})
    if (const auto at = pattern.find(name); at != std::string::npos) pattern.replace(at, name.size(), value);
  return pattern;
}

bool lists_word(const std::string& header, std::string_view word) {
  for (const std::string& part : split(header, ','))
    if (to_lower(trim(part)) == to_lower(word)) return true;
  return false;
}

// One route a method: where a browser would send it.
Request preflight(const ProbeContext& context, const Guarded& guarded, const std::string& method,
                  const std::string& origin) {
  const std::string id = guarded.object ? guarded.object->id : "1";
  const BoundRole* role = method == "POST"     ? context.role("create")
                          : method == "DELETE" ? context.role("delete")
                                               : nullptr;
  Request request = role ? make_request(*role, id, nullptr) : guarded.doors[0].request;
  request.method = "OPTIONS";
  request.headers = {{"Origin", origin},
                     {"Access-Control-Request-Method", method},
                     {"Access-Control-Request-Headers", "authorization, content-type"}};
  return request;
}

Reply plain_request(ProbeContext& context, const Guarded& guarded, const std::string& origin, Part part,
                    const std::string& step) {
  Request request = SessionMaker::authorised(guarded.doors[0].request, guarded.session);
  request.headers.emplace_back("Origin", origin);
  return context.caller.send(request, part, step);
}

std::string allowed_origin(const Reply& reply) {
  return reply.header("Access-Control-Allow-Origin");
}

void expect_origin(Judge& judge, const Reply& reply, const std::string& origin, const std::string& step) {
  const auto values = reply.all_headers("Access-Control-Allow-Origin");
  if (values.size() > 1)
    judge.fail(step + ": Access-Control-Allow-Origin is sent more than once");
  else if (values.empty())
    judge.fail(step + ": no Access-Control-Allow-Origin");
  else if (values[0] != origin)
    judge.fail(fmt::format("{}: Access-Control-Allow-Origin is \"{}\"", step, values[0]));
}

void expect_preflight(Judge& judge, const Reply& reply, const std::string& method,
                      const std::string& origin) {
  const std::string step = "preflight for " + method;
  judge.tried();
  if (is_unclear(reply)) return judge.doubt(fmt::format("{}: {}", step, describe(reply)));
  if (!reply.ok()) return judge.fail(fmt::format("{}: answered {}", step, reply.status()));
  expect_origin(judge, reply, origin, step);
  const std::string methods = reply.header("Access-Control-Allow-Methods");
  if (!lists_word(methods, method) && methods != "*") {
    const std::string missing = step + ": Access-Control-Allow-Methods does not list it";
    is_safelisted(method) ? judge.note(missing) : judge.fail(missing);
  }
  const std::string headers = reply.header("Access-Control-Allow-Headers");
  for (const char* header : {"authorization", "content-type"})
    if (headers == "*")
      judge.note("Access-Control-Allow-Headers is *, which does not cover Authorization by the standard");
    else if (!lists_word(headers, header))
      judge.fail(fmt::format("{}: Access-Control-Allow-Headers lacks {}", step, header));
}

void try_allowed(ProbeContext& context, Judge& judge, const Guarded& guarded, const std::string& origin) {
  for (const std::string& method : context.rule.methods)
    expect_preflight(judge,
                     context.caller.send(preflight(context, guarded, method, origin), Part::attack,
                                         "preflight for " + method),
                     method, origin);
  const Reply reply = plain_request(context, guarded, origin, Part::attack, "a request from the origin");
  judge.tried();
  if (is_unclear(reply)) return judge.doubt("a request from the origin: " + describe(reply));
  expect_origin(judge, reply, origin, "a request from the origin");
}

void expect_no_origin(Judge& judge, const Reply& reply, const std::string& origin, const std::string& step) {
  judge.tried();
  if (is_unclear(reply)) return judge.doubt(fmt::format("{}: {}", step, describe(reply)));
  for (const std::string& allowed : reply.all_headers("Access-Control-Allow-Origin"))
    if (allowed == origin || allowed == "*")
      judge.fail(fmt::format("{}: Access-Control-Allow-Origin is \"{}\"", step, allowed));
    else
      judge.note(fmt::format("a fixed Access-Control-Allow-Origin is sent to every origin: \"{}\"", allowed));
}

void try_refused(ProbeContext& context, Judge& judge, const Guarded& guarded, const std::string& right) {
  const std::string answer = allowed_origin(
      plain_request(context, guarded, right, Part::control, "a request from the allowed origin"));
  if (!judge.hold(answer == right || answer == "*", "the allowed origin is not answered with itself or *"))
    return;
  for (const std::string& pattern : context.rule.origins) {
    const std::string origin = expanded(pattern, right);
    if (origin == right) continue;
    for (const std::string& method : context.rule.methods) {
      const std::string step = fmt::format("preflight for {} from {}", method, origin);
      expect_no_origin(judge,
                       context.caller.send(preflight(context, guarded, method, origin), Part::attack, step),
                       origin, step);
    }
    const std::string step = "a request from " + origin;
    expect_no_origin(judge, plain_request(context, guarded, origin, Part::attack, step), origin, step);
  }
}

void try_unnamed(ProbeContext& context, Judge& judge, const Guarded& guarded) {
  std::string named = "false";
  for (const std::string& origin : context.rule.origins)
    for (const std::string& method : context.rule.methods) {
      const std::string step = fmt::format("preflight for {} from {}", method, origin);
      const Reply reply =
          context.caller.send(preflight(context, guarded, method, origin), Part::attack, step);
      judge.tried();
      if (is_unclear(reply)) judge.doubt(fmt::format("{}: {}", step, describe(reply)));
      for (const char* header : {"Access-Control-Allow-Methods", "Access-Control-Allow-Headers"})
        if (!reply.header(header).empty()) judge.fail(fmt::format("a foreign origin is told {}", header));
      if (!reply.header("Access-Control-Allow-Credentials").empty())
        judge.note("a foreign origin is told Access-Control-Allow-Credentials");
      if (const std::string methods = reply.header("Access-Control-Allow-Methods"); !methods.empty())
        named = methods;
    }
  judge.observe("methods", named);
}

}  // namespace

void run_cors(ProbeContext& context, Judge& judge) {
  const std::string right = right_origin(context);
  if (right.empty() && context.rule.expect != "unnamed")
    return judge.not_applicable("no origin is known that the app should allow");
  const auto guarded = open_own_doors(context, judge);
  if (!guarded) return;
  if (context.rule.expect == "allowed") try_allowed(context, judge, *guarded, right);
  if (context.rule.expect == "refused") try_refused(context, judge, *guarded, right);
  if (context.rule.expect == "unnamed") try_unnamed(context, judge, *guarded);
}

}  // namespace assay
