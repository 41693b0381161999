// merge/mask.h - takes secrets out of what the suite recorded.
// In: the exchanges of one app and the secrets known beforehand. Out: the same texts with a placeholder for
// each secret: "<password>", "<token alg=HS256>", "<cookie>", "<key>". A placeholder has no number, so that
// two runs write the same bytes. A secret is found where exchanges carry one (Authorization, cookies, fields
// with a telling name) and then replaced wherever else it stands. Values short enough to be a probe's own
// payload ("password", "12345678") stay: replacing them would make every text unreadable and hide nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/vocabulary/verdict.h"

namespace assay {

class SecretMask {
 public:
  static constexpr std::size_t kShortest = 8;         // of a secret that the caller names
  static constexpr std::size_t kShortestLearnt = 12;  // of one found in an exchange

  // Also in the forms it takes inside JSON and in a form or query. Ignored below kShortest.
  void add(std::string_view secret, std::string_view placeholder);

  // Learns the secrets an exchange carries.
  void learn(const Exchange& exchange);

  // Masked, and cut where `limit` bytes of the original are read: a secret that the cut would split is masked
  // whole.
  std::string masked(std::string_view text, std::size_t limit = std::string_view::npos) const;

 private:
  struct Secret {
    std::string text;
    std::string placeholder;
  };
  const Secret* secret_at(std::string_view text, std::size_t at) const;
  void add_form(std::string text, std::string_view placeholder);
  void learn_headers(const Headers& headers);
  void learn_body(std::string_view body);
  void learn_cookies(std::string_view text, bool first_only);
  void learn_value(std::string_view value);
  void learn_pairs(std::string_view text);
  void learn_field(std::string_view name, std::string_view value);

  std::unordered_map<std::uint64_t, std::vector<Secret>> by_start_;  // first kShortest bytes -> longest first
};

// "<token alg=none, unsigned>": what of a token is proof, and no secret.
std::string token_placeholder(std::string_view token);

}  // namespace assay
