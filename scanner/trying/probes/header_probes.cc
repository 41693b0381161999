// t2-06 to t2-08: protective headers on JSON, errors and downloads.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "common/base/text.h"
#include "trying/probes/registry.h"

namespace assay {
namespace {

struct Sample {
  std::string says;  // "JSON", "error (401)", "download"
  Reply reply;
};

// The part of a header after its directive: "max-age=31536000" -> "31536000", "frame-ancestors 'none'" ->
// "'none'".
std::optional<std::string> directive_value(const std::string& header, const std::string& directive) {
  for (const char separator : {';', ','})
    for (const std::string& part : split(header, separator)) {
      const std::string_view text = trim(part);
      if (!starts_with_ignoring_case(text, directive)) continue;
      std::string_view rest = trim(text.substr(directive.size()));
      if (!rest.empty() && rest.front() == '=') rest = trim(rest.substr(1));
      return std::string(trim(rest.substr(0, rest.find(';'))));
    }
  return std::nullopt;
}

bool is_good_directive(const ProbeHeader& rule, const std::string& header) {
  const auto value = directive_value(header, rule.directive);
  if (!value) return false;
  if (rule.at_least > 0) {
    std::string digits = *value;
    digits.erase(std::remove(digits.begin(), digits.end(), '"'), digits.end());
    return std::strtoll(digits.c_str(), nullptr, 10) >= rule.at_least;
  }
  const auto sources = split(*value, ' ');
  return std::none_of(sources.begin(), sources.end(), [&](const std::string& source) {
    return std::find(rule.never.begin(), rule.never.end(), to_lower(source)) != rule.never.end();
  });
}

bool satisfies(const ProbeHeader& rule, const Reply& reply) {
  const auto values = reply.all_headers(rule.name);
  return std::any_of(values.begin(), values.end(), [&](const std::string& value) {
    if (!rule.directive.empty()) return is_good_directive(rule, value);
    return std::find(rule.equals.begin(), rule.equals.end(), to_lower(trim(value))) != rule.equals.end();
  });
}

// The header's value where a rule is satisfied.
std::optional<std::string> protection(const ProbeRule& rule, const Reply& reply) {
  for (const ProbeHeader& header : rule.headers)
    if (satisfies(header, reply))
      return header.directive == "frame-ancestors" ? reply.header(header.name) : reply.header(header.name);
  return std::nullopt;
}

bool looks_at(const ProbeRule& rule, const char* what) {
  return std::find(rule.on.begin(), rule.on.end(), what) != rule.on.end();
}

void add_errors(ProbeContext& context, const Guarded& guarded, std::vector<Sample>& samples) {
  Request missing;
  missing.target = "/" + random_hex(16);
  const Reply refused = context.caller.send(guarded.doors[0].request, Part::attack, "a refusal");
  const Reply unknown = context.caller.send(missing, Part::attack, "an unknown path");
  for (const Reply& reply : {refused, unknown})
    if (!reply.answered() || reply.status() >= 400)
      samples.push_back({fmt::format("an error ({})", describe(reply)), reply});
}

void add_download(ProbeContext& context, Judge& judge, const Guarded& guarded, std::vector<Sample>& samples) {
  if (!context.role("upload") || !context.role("download") || !guarded.object)
    return judge.note("no download is known");
  const Upload upload = upload_file(context, guarded.session, guarded.object->id, csv_file(), Part::control);
  const Reply reply = download_file(context, guarded.session, guarded.object->id, Part::attack);
  if (reply.ok() && reply.body() == upload.file.bytes)
    samples.push_back({"the download", reply});
  else
    judge.doubt(fmt::format("the download could not be looked at: upload {}, download {}",
                            describe(upload.reply), describe(reply)));
}

void add_json(ProbeContext& context, const Guarded& guarded, bool forwarded, std::vector<Sample>& samples) {
  Request request = SessionMaker::authorised(guarded.doors[0].request, guarded.session);
  if (forwarded) request.headers.emplace_back("X-Forwarded-Proto", "https");
  const std::string says = forwarded ? "JSON behind a proxy" : "JSON";
  samples.push_back({says, context.caller.send(request, Part::attack, says)});
}

}  // namespace

void run_response_headers(ProbeContext& context, Judge& judge) {
  const auto guarded = open_own_doors(context, judge);
  if (!guarded) return;
  std::vector<Sample> samples;
  if (looks_at(context.rule, "json")) add_json(context, *guarded, false, samples);
  if (looks_at(context.rule, "forwarded")) add_json(context, *guarded, true, samples);
  if (looks_at(context.rule, "error")) add_errors(context, *guarded, samples);
  if (looks_at(context.rule, "download")) add_download(context, judge, *guarded, samples);
  std::string seen = "false";
  std::vector<std::string> without;
  for (const Sample& sample : samples) {
    judge.tried();
    if (is_unclear(sample.reply))
      judge.doubt(fmt::format("{}: {}", sample.says, describe(sample.reply)));
    else if (const auto value = protection(context.rule, sample.reply))
      seen = seen == "false" ? *value : seen;
    else
      without.push_back(sample.says);
  }
  judge.observe(context.rule.observe, seen);
  const bool any_will_do = context.rule.expect == "any";
  if (any_will_do && seen != "false") return;
  for (const std::string& says : without) judge.fail(says + " lacks it");
}

}  // namespace assay
