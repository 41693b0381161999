// t1-01 to t1-04: guarded routes without a token, with a broken, forged or unsigned one.
#include <fmt/format.h>

#include <algorithm>

#include "trying/probes/jwt.h"
#include "trying/probes/registry.h"

namespace assay {
namespace {

constexpr int kUnauthorised = 401;

// A token that must open nothing; `says` tells it in reports.
struct Forgery {
  std::string token;
  std::string says;
};

void try_forgeries(ProbeContext& context, Judge& judge, const Guarded& guarded,
                   const std::vector<Forgery>& forgeries) {
  const Refusal refusal{context.roles.study_kind ? context.rule.named_status : 0, {kUnauthorised}, ""};
  for (const Forgery& forgery : forgeries)
    for (const Door& door : guarded.doors) {
      const std::string step = fmt::format("{} with {}", door.says, forgery.says);
      const Request request = SessionMaker::with_token(door.request, forgery.token, guarded.session.carrier);
      Refusal here = refusal;
      here.must_not_show = door.shows;
      judge_refusal(judge, context.caller.send(request, Part::attack, step), step, here);
    }
  open_again(context, judge, guarded);
}

// "{token:-12}" is the own token without its last 12 characters.
std::string expanded(const std::string& text, const std::string& token) {
  return text == "{token:-12}" ? token.substr(0, token.size() - std::min<std::size_t>(12, token.size()))
                               : text;
}

// Claims that say when, not who.
bool says_who(const std::string& claim) {
  static const std::vector<std::string> others{"iat", "exp", "nbf", "jti", "auth_time"};
  return std::find(others.begin(), others.end(), claim) == others.end();
}

// Every claim that tells the two users apart, the victim's value under the own signature: each alone, then
// all.
std::vector<Forgery> swapped_claims(const Jwt& own, const Jwt& victim) {
  std::vector<Forgery> forgeries;
  Json all = own.payload;
  for (const auto& [claim, value] : own.payload.items()) {
    if (!says_who(claim) || !victim.payload.contains(claim) || victim.payload[claim] == value) continue;
    Json swapped = own.payload;
    swapped[claim] = all[claim] = victim.payload[claim];
    forgeries.push_back(
        {with_payload(own, swapped), fmt::format("another user's \"{}\" under the old signature", claim)});
  }
  if (forgeries.size() > 1)
    forgeries.push_back({with_payload(own, all), "all of another user's claims under the old signature"});
  return forgeries;
}

}  // namespace

void run_without_token(ProbeContext& context, Judge& judge) {
  const auto guarded = open_own_doors(context, judge);
  if (!guarded) return;
  const int named = context.roles.study_kind ? context.rule.named_status : 0;
  if (guarded->doors.size() == 1) judge.note("one guarded route alone was asked: " + guarded->doors[0].says);
  for (const Door& door : guarded->doors) {
    const std::string step = door.says + " without a token";
    judge_refusal(judge, context.caller.send(door.request, Part::attack, step), step,
                  Refusal{named, {kUnauthorised}, door.shows});
  }
}

void run_bad_tokens(ProbeContext& context, Judge& judge) {
  const auto guarded = open_own_doors(context, judge);
  if (!guarded) return;
  std::vector<Forgery> forgeries;
  for (const Payload& payload : context.rule.payloads)
    forgeries.push_back({expanded(payload.text, guarded->session.token), payload.says});
  try_forgeries(context, judge, *guarded, forgeries);
}

void run_forged_tokens(ProbeContext& context, Judge& judge) {
  const auto guarded = open_own_doors(context, judge);
  if (!guarded) return;
  std::vector<Forgery> forgeries;
  if (const auto own = parse_jwt(guarded->session.token)) {
    forgeries.push_back({signed_with_another_key(*own), "own claims signed with another key"});
    const SignOn victim = context.sessions.sign_up(context.caller, random_user(), Part::control);
    const auto other = victim.session ? parse_jwt(victim.session->token) : std::nullopt;
    if (!judge.hold(other.has_value(), "a second user got no token: " + victim.why_not)) return;
    const auto swapped = swapped_claims(*own, *other);
    if (swapped.empty()) judge.note("no claim tells two users apart: none was swapped");
    forgeries.insert(forgeries.end(), swapped.begin(), swapped.end());
  } else {
    judge.note("the token is no JWT: its end alone was changed");
  }
  forgeries.push_back(
      {with_changed_signature(guarded->session.token), "one character of the signature changed"});
  try_forgeries(context, judge, *guarded, forgeries);
}

void run_unsigned_tokens(ProbeContext& context, Judge& judge) {
  const auto guarded = open_own_doors(context, judge);
  if (!guarded) return;
  const auto own = parse_jwt(guarded->session.token);
  if (!own) return judge.not_applicable("the token is no JWT");
  const auto admin = context.admin ? parse_jwt(context.admin->token) : std::nullopt;
  if (!admin) judge.note("the first user's claims were not at hand: own claims alone were tried");
  std::vector<Forgery> forgeries;
  for (const Payload& header : context.rule.payloads) {
    forgeries.push_back({unsigned_token(header.text, *own), "own claims, " + header.says});
    if (admin)
      forgeries.push_back({unsigned_token(header.text, *admin), "the admin's claims, " + header.says});
  }
  try_forgeries(context, judge, *guarded, forgeries);
}

}  // namespace assay
