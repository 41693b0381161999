#include "telling/merge/mask.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <functional>
#include <nlohmann/json.hpp>

#include "common/base/text.h"

namespace assay {
namespace {

constexpr std::size_t kLongestLearntBody = 1u << 20;

enum class FieldKind { plain, password, token };

FieldKind kind_of_field(std::string_view name) {
  for (const char* word : {"password", "passwd", "pwd", "passphrase"})
    if (contains_ignoring_case(name, word)) return FieldKind::password;
  for (const char* word :
       {"token", "secret", "api_key", "apikey", "jwt", "session", "cookie", "authorization"})
    if (contains_ignoring_case(name, word)) return FieldKind::token;
  return FieldKind::plain;
}

// Walks a body's values with the key each stands under; no tree is built, so depth costs nothing.
class FieldWalker : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit FieldWalker(const std::function<void(std::string_view, std::string_view)>& visit)
      : visit_(visit) {}

  bool key(string_t& name) override { return key_ = name, true; }
  bool string(string_t& value) override { return visit_(key_, value), true; }
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override {
    return false;
  }

 private:
  const std::function<void(std::string_view, std::string_view)>& visit_;
  std::string key_;
};

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || c == '.' || c == '~';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

int nibble(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape =
        text[i] == '%' && i + 2 < text.size() && nibble(text[i + 1]) >= 0 && nibble(text[i + 2]) >= 0;
    if (escape) {
      out += static_cast<char>(nibble(text[i + 1]) * 16 + nibble(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::string json_escaped(std::string_view text) {
  const std::string quoted =
      nlohmann::json(std::string(text)).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return quoted.substr(1, quoted.size() - 2);
}

std::uint64_t start_of(std::string_view text) {
  static_assert(sizeof(std::uint64_t) == SecretMask::kShortest);
  std::uint64_t start = 0;
  std::memcpy(&start, text.data(), sizeof start);
  return start;
}

// The algorithm a token's header names, if it is one: foreign text, so only a plain word is taken over.
std::string algorithm_word(std::string_view header) {
  const auto json = nlohmann::json::parse(header, nullptr, false);
  if (!json.is_object() || !json.contains("alg") || !json["alg"].is_string()) return "";
  std::string word = json["alg"].get<std::string>();
  const bool plain =
      std::all_of(word.begin(), word.end(), [](unsigned char c) { return std::isalnum(c) || c == '-'; });
  return plain && word.size() <= 16 ? word : "";
}

}  // namespace

std::string token_placeholder(std::string_view token) {
  const auto parts = split(token, '.');
  if (parts.size() != 3) return "<token>";
  const auto header = base64url_decoded(parts[0]);
  if (!header || header->empty() || header->front() != '{') return "<token>";
  const std::string algorithm = algorithm_word(*header);
  return fmt::format("<token{}{}>", algorithm.empty() ? "" : " alg=" + algorithm,
                     parts[2].empty() ? ", unsigned" : "");
}

void SecretMask::add(std::string_view secret, std::string_view placeholder) {
  add_form(std::string(secret), placeholder);
  add_form(json_escaped(secret), placeholder);
  add_form(percent_encoded(secret), placeholder);
}

void SecretMask::add_form(std::string text, std::string_view placeholder) {
  if (text.size() < kShortest) return;
  auto& list = by_start_[start_of(text)];
  const auto longer_or_same = [&](const Secret& s) { return s.text.size() > text.size() || s.text == text; };
  auto place = list.begin();
  while (place != list.end() && longer_or_same(*place)) {
    if (place->text == text) return;
    ++place;
  }
  list.insert(place, {std::move(text), std::string(placeholder)});
}

const SecretMask::Secret* SecretMask::secret_at(std::string_view text, std::size_t at) const {
  if (at + kShortest > text.size()) return nullptr;
  const auto found = by_start_.find(start_of(text.substr(at)));
  if (found == by_start_.end()) return nullptr;
  for (const Secret& secret : found->second)
    if (text.substr(at, secret.text.size()) == secret.text) return &secret;
  return nullptr;
}

std::string SecretMask::masked(std::string_view text, std::size_t limit) const {
  std::string out;
  for (std::size_t at = 0; at < text.size() && at < limit;) {
    if (const Secret* secret = by_start_.empty() ? nullptr : secret_at(text, at)) {
      out += secret->placeholder;
      at += secret->text.size();
    } else {
      out += text[at++];
    }
  }
  return out;
}

void SecretMask::learn(const Exchange& exchange) {
  learn_headers(exchange.request.headers);
  learn_body(exchange.request.body);
  const auto query = exchange.request.target.find('?');
  if (query != std::string::npos) learn_pairs(std::string_view(exchange.request.target).substr(query + 1));
  if (!exchange.response) return;
  learn_headers(exchange.response->headers);
  learn_body(exchange.response->body);
}

void SecretMask::learn_headers(const Headers& headers) {
  for (const auto& [name, value] : headers) {
    const std::string lower = to_lower(name);
    if (lower == "authorization" || lower == "proxy-authorization") {
      const auto space = value.find(' ');
      learn_value(trim(std::string_view(value).substr(space == std::string::npos ? 0 : space)));
    } else if (lower == "cookie" || lower == "set-cookie") {
      learn_cookies(value, lower == "set-cookie");
    } else if (kind_of_field(name) != FieldKind::plain) {
      learn_value(value);
    }
  }
}

// In Set-Cookie what follows the first pair are attributes.
void SecretMask::learn_cookies(std::string_view text, bool first_only) {
  for (const std::string& pair : split(text, ';')) {
    const auto equals = pair.find('=');
    if (equals != std::string::npos) {
      const std::string_view value = trim(std::string_view(pair).substr(equals + 1));
      if (value.size() >= kShortestLearnt) add(value, "<cookie>");
    }
    if (first_only) return;
  }
}

void SecretMask::learn_value(std::string_view value) {
  if (value.size() >= kShortestLearnt) add(value, token_placeholder(value));
}

void SecretMask::learn_body(std::string_view body) {
  body = body.substr(0, kLongestLearntBody);
  const std::string_view start = trim(body.substr(0, 64));
  if (start.empty()) return;
  if (start.front() != '{' && start.front() != '[' && start.front() != '"') return learn_pairs(body);
  const std::function<void(std::string_view, std::string_view)> visit =
      [this](std::string_view name, std::string_view value) { learn_field(name, value); };
  FieldWalker walker(visit);
  nlohmann::json::sax_parse(body.begin(), body.end(), &walker);
}

void SecretMask::learn_pairs(std::string_view text) {
  for (const std::string& pair : split(text, '&')) {
    const auto equals = pair.find('=');
    if (equals == std::string::npos) continue;
    learn_field(pair.substr(0, equals), percent_decoded(std::string_view(pair).substr(equals + 1)));
  }
}

void SecretMask::learn_field(std::string_view name, std::string_view value) {
  switch (kind_of_field(name)) {
    case FieldKind::plain:
      if (token_placeholder(value) != "<token>") learn_value(value);
      return;
    case FieldKind::password:
      if (value.size() >= kShortestLearnt) add(value, "<password>");
      return;
    case FieldKind::token:
      learn_value(value);
      return;
  }
}

}  // namespace assay
