// The spellings that libraries use: PHC strings, modular crypt, werkzeug, django, passlib.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "common/base/text.h"
#include "trying/probes/stored_form.h"

namespace assay {
namespace {

bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "m=65536,t=3,p=4"
std::map<std::string, std::string> settings_of(const std::string& text) {
  std::map<std::string, std::string> settings;
  for (const std::string& part : split(text, ','))
    if (const auto equals = part.find('='); equals != std::string::npos)
      settings[part.substr(0, equals)] = part.substr(equals + 1);
  return settings;
}

StoredForm slow_form(std::string algorithm, std::map<std::string, std::string> parameters,
                     const std::string& value) {
  return StoredForm{std::move(algorithm), std::move(parameters), value, true};
}

std::optional<StoredForm> argon2(const std::vector<std::string>& parts, const std::string& value) {
  for (std::size_t i = 0; i + 2 < parts.size(); ++i) {
    if (parts[i] != "argon2id" && parts[i] != "argon2i" && parts[i] != "argon2d") continue;
    for (std::size_t j = i + 1; j < parts.size() && j < i + 3; ++j) {
      auto settings = settings_of(parts[j]);
      if (settings.count("m") && settings.count("t") && settings.count("p"))
        return slow_form(
            parts[i],
            {{"memory_kib", settings["m"]}, {"time", settings["t"]}, {"parallelism", settings["p"]}}, value);
    }
  }
  return std::nullopt;
}

// $2b$12$ and 53 characters, alone or behind a prefix of django's or passlib's.
std::optional<StoredForm> bcrypt(const std::vector<std::string>& parts, const std::string& value) {
  for (std::size_t i = 0; i + 2 < parts.size(); ++i)
    if (parts[i].size() <= 2 && parts[i].starts_with("2") && is_number(parts[i + 1]) &&
        parts[i + 2].size() == 53)
      return slow_form("bcrypt", {{"cost", std::to_string(std::stoi(parts[i + 1]))}}, value);
  if (parts.size() > 2 && parts[1] == "bcrypt-sha256")
    if (auto settings = settings_of(parts[2]); is_number(settings["r"]))
      return slow_form("bcrypt", {{"cost", settings["r"]}, {"long_passwords", "prehashed"}}, value);
  return std::nullopt;
}

std::map<std::string, std::string> scrypt_cost(const std::string& n, const std::string& r,
                                               const std::string& p) {
  return {{"N", n}, {"r", r}, {"p", p}};
}

std::optional<StoredForm> scrypt_format(const std::vector<std::string>& parts, const std::string& value) {
  if (parts.size() == 5 && parts[1] == "scrypt") {  // passlib: $scrypt$ln=16,r=8,p=1$salt$hash
    auto settings = settings_of(parts[2]);
    if (is_number(settings["ln"]) && settings["ln"].size() < 3 && std::stoi(settings["ln"]) < 40)
      return slow_form(
          "scrypt",
          scrypt_cost(std::to_string(1LL << std::stoi(settings["ln"])), settings["r"], settings["p"]), value);
  }
  const auto method = split(parts[0], ':');  // werkzeug: scrypt:32768:8:1$salt$hash
  if (parts.size() == 3 && method.size() == 4 && method[0] == "scrypt" && is_number(method[1]))
    return slow_form("scrypt", scrypt_cost(method[1], method[2], method[3]), value);
  // django: scrypt$salt$N$r$p$hash
  if (parts.size() == 6 && parts[0] == "scrypt" && !is_number(parts[1]) && is_number(parts[2]) &&
      is_number(parts[3]) && is_number(parts[4]))
    return slow_form("scrypt", scrypt_cost(parts[2], parts[3], parts[4]), value);
  return std::nullopt;
}

std::optional<StoredForm> pbkdf2_format(const std::vector<std::string>& parts, const std::string& value) {
  const auto made = [&](const std::string& digest, const std::string& iterations) {
    return slow_form("pbkdf2", {{"digest", digest}, {"iterations", iterations}}, value);
  };
  const auto method = split(parts[0], ':');  // werkzeug: pbkdf2:sha256:600000$salt$hash
  if (parts.size() == 3 && method.size() == 3 && method[0] == "pbkdf2" && is_number(method[2]))
    return made(method[1], method[2]);
  if (parts.size() == 5 && parts[0].empty() && parts[1].starts_with("pbkdf2") &&
      is_number(parts[2]))  // passlib: $pbkdf2-sha256$29000$..
    return made(parts[1].size() > 7 ? parts[1].substr(7) : "sha1", parts[2]);
  if (parts.size() == 4 && parts[0].starts_with("pbkdf2_sha") &&
      is_number(parts[1]))  // django: pbkdf2_sha256$600000$..
    return made(parts[0].substr(7), parts[1]);
  return std::nullopt;
}

// Unix crypt that is none of the four: recognised, and not slow enough.
std::optional<StoredForm> other_crypt(const std::vector<std::string>& parts, const std::string& value) {
  if (parts.size() < 4 || !parts[0].empty()) return std::nullopt;
  for (const auto& [id, name] : {std::pair{"1", "md5"}, {"5", "sha256"}, {"6", "sha512"}, {"apr1", "md5"}})
    if (parts[1] == id) return StoredForm{"crypt", {{"digest", name}}, value, false};
  return std::nullopt;
}

}  // namespace

std::optional<StoredForm> recognise_format(const std::string& value) {
  const auto parts = split(value, '$');
  if (parts.size() < 3 || value.size() > 1'000) return std::nullopt;
  for (const auto& known : {argon2, bcrypt, scrypt_format, pbkdf2_format, other_crypt})
    if (auto form = known(parts, value)) return form;
  return std::nullopt;
}

}  // namespace assay
