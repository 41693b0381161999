// Forms of an app's own making: the known password is run through the likely functions over the row's parts.
#include <algorithm>
#include <cctype>

#include "common/base/text.h"
#include "trying/probes/key_derivation.h"
#include "trying/probes/stored_form.h"

namespace assay {
namespace {

constexpr std::size_t kMostParts = 40;
constexpr std::size_t kShortestHash = 16;

// One piece of the row, read in the ways that pieces are written.
struct Piece {
  std::string value;  // the column it stands in
  std::string text;
  std::vector<std::string> readings;  // bytes: from hex, from base64; the raw text last
};

std::optional<std::string> from_hex(const std::string& text) {
  if (text.size() < 2 || text.size() % 2 != 0) return std::nullopt;
  if (!std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isxdigit(c); }))
    return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 2)
    bytes += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
  return bytes;
}

std::optional<std::string> from_base64(std::string text) {
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  std::replace(text.begin(), text.end(), '.', '_');  // passlib's alphabet
  return text.size() < 4 ? std::nullopt : base64url_decoded(text);
}

Piece read_piece(const std::string& value, const std::string& text) {
  Piece piece{value, text, {}};
  if (auto bytes = from_hex(text)) piece.readings.push_back(*bytes);
  if (auto bytes = from_base64(text)) piece.readings.push_back(*bytes);
  piece.readings.push_back(text);
  return piece;
}

std::vector<std::string> cut(const std::string& value) {
  std::vector<std::string> parts{""};
  for (const char c : value) {
    if (std::string_view("$:;,|#!{}\"' ").find(c) != std::string_view::npos)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  if (parts.size() > 1) parts.push_back(value);
  return parts;
}

std::vector<Piece> pieces_of(const std::vector<std::string>& row) {
  std::vector<Piece> pieces;
  for (const std::string& value : row)
    if (value.size() <= 1'000)
      for (const std::string& part : cut(value))
        if (!part.empty() && pieces.size() < kMostParts) pieces.push_back(read_piece(value, part));
  return pieces;
}

// Numbers that stand in the row, "n=16384" too: costs, perhaps.
std::vector<std::int64_t> numbers_in(const std::vector<Piece>& pieces) {
  std::vector<std::int64_t> numbers;
  for (const Piece& piece : pieces) {
    const std::string digits = piece.text.substr(piece.text.find('=') + 1);
    if (digits.empty() || digits.size() > 8 ||
        !std::all_of(digits.begin(), digits.end(), [](unsigned char c) { return std::isdigit(c); }))
      continue;
    const std::int64_t number = std::stoll(digits);
    if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) numbers.push_back(number);
  }
  return numbers;
}

// What is looked for: bytes long enough to be a hash, from a piece that may be one.
struct Target {
  const Piece* piece;
  std::string bytes;
};

std::vector<Target> targets_in(const std::vector<Piece>& pieces) {
  std::vector<Target> targets;
  for (const Piece& piece : pieces)
    for (std::size_t i = 0; i + 1 < piece.readings.size() || i == 0; ++i)
      if (piece.readings[i].size() >= kShortestHash && piece.readings[i].size() <= 128)
        targets.push_back({&piece, piece.readings[i]});
  for (const Piece& piece : pieces)  // raw bytes in a column of their own
    if (piece.readings.back().size() >= kShortestHash && piece.readings.back().size() <= 128)
      targets.push_back({&piece, piece.readings.back()});
  return targets;
}

// Likely salts first, since each costs as much as a login to try: 8 to 32 bytes, from a value that has parts.
std::vector<std::string> salts_in(const std::vector<Piece>& pieces) {
  std::vector<std::pair<int, std::string>> ranked;
  for (const Piece& piece : pieces)
    for (const std::string& reading : piece.readings) {
      if (reading.size() < 4) continue;
      const bool usual = reading.size() >= 8 && reading.size() <= 32;
      ranked.emplace_back((usual ? 0 : 2) + (piece.text == piece.value ? 1 : 0), reading);
    }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> salts;
  for (auto& [_, salt] : ranked)
    if (std::find(salts.begin(), salts.end(), salt) == salts.end()) salts.push_back(std::move(salt));
  return salts;
}

const Target* hit(const std::vector<Target>& targets, const std::optional<std::string>& bytes, bool whole) {
  if (!bytes) return nullptr;
  for (const Target& target : targets) {
    if (whole ? target.bytes == *bytes
              : target.bytes.substr(0, kShortestHash) == bytes->substr(0, kShortestHash))
      return &target;
  }
  return nullptr;
}

class Recomputation {
 public:
  Recomputation(const std::vector<std::string>& row, const std::string& password, const CommonCosts& costs,
                const Deadline& deadline)
      : pieces_(pieces_of(row)),
        targets_(targets_in(pieces_)),
        password_(password),
        costs_(costs),
        deadline_(deadline) {
    salts_ = salts_in(pieces_);
    numbers_ = numbers_in(pieces_);
  }

  std::optional<StoredForm> run() const {
    if (auto form = plain()) return form;
    if (auto form = fast()) return form;
    // Costs that the row names first: most apps of this kind write them beside the salt.
    if (auto form = by_scrypt(numbers_, numbers_)) return form;
    if (auto form = by_pbkdf2(numbers_)) return form;
    if (auto form = by_scrypt(costs_.scrypt_costs, {8, 16, 1})) return form;
    return by_pbkdf2(costs_.rounds);
  }

 private:
  std::optional<StoredForm> plain() const {
    for (const Piece& piece : pieces_)
      for (const std::string& reading : piece.readings)
        if (reading == password_) return StoredForm{"plaintext", {}, piece.value, false};
    return std::nullopt;
  }

  std::optional<StoredForm> fast() const {
    std::vector<std::string> salts = salts_;
    salts.emplace_back();
    for (const std::string name :
         {"md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3-256", "blake2b512"})
      for (const std::string& salt : salts)
        for (const auto& bytes : {digest(name, salt + password_), digest(name, password_ + salt),
                                  hmac_digest(name, salt, password_), hmac_digest(name, password_, salt)})
          if (const Target* target = hit(targets_, bytes, true))
            return StoredForm{"fast-hash", {{"digest", name}}, target->piece->value, false};
    return std::nullopt;
  }

  // Blocks are independent: 16 bytes show whether parameters are right, whatever the length of the key.
  std::optional<StoredForm> by_pbkdf2(const std::vector<std::int64_t>& rounds) const {
    for (const std::int64_t count : rounds)
      for (const std::string name : {"sha256", "sha512", "sha1"})
        for (const std::string& salt : salts_) {
          if (deadline_.passed()) return std::nullopt;
          if (count < 1) continue;
          if (const Target* target =
                  hit(targets_, pbkdf2(name, password_, salt, count, kShortestHash), false))
            return StoredForm{"pbkdf2",
                              {{"iterations", std::to_string(count)},
                               {"digest", name},
                               {"salt_bytes", std::to_string(salt.size())},
                               {"key_bytes", std::to_string(target->bytes.size())}},
                              target->piece->value,
                              true};
        }
    return std::nullopt;
  }

  static bool is_power_of_two(std::int64_t n) { return n >= 1'024 && (n & (n - 1)) == 0; }

  // `factors` are taken for r, p is 1 or another of them; N may stand as its logarithm.
  std::optional<StoredForm> by_scrypt(const std::vector<std::int64_t>& costs,
                                      const std::vector<std::int64_t>& factors) const {
    // The usual values first: each wrong guess costs as much as a login.
    const auto blocks = unique(with_first(8, factors));
    const auto lanes = unique(with_first(1, factors));
    for (std::int64_t n : costs) {
      if (n >= 10 && n <= 20) n = std::int64_t{1} << n;
      if (!is_power_of_two(n)) continue;
      for (const std::int64_t r : blocks)
        for (const std::int64_t p : lanes)
          if (auto form = try_scrypt(n, r, p)) return form;
    }
    return std::nullopt;
  }

  std::optional<StoredForm> try_scrypt(std::int64_t n, std::int64_t r, std::int64_t p) const {
    if (r > 32 || p > 16) return std::nullopt;
    for (const std::string& salt : salts_) {
      if (deadline_.passed()) return std::nullopt;
      if (const Target* target = hit(targets_, scrypt(password_, salt, n, r, p, kShortestHash), false))
        return StoredForm{"scrypt",
                          {{"N", std::to_string(n)},
                           {"r", std::to_string(r)},
                           {"p", std::to_string(p)},
                           {"salt_bytes", std::to_string(salt.size())},
                           {"key_bytes", std::to_string(target->bytes.size())}},
                          target->piece->value,
                          true};
    }
    return std::nullopt;
  }

  static std::vector<std::int64_t> with_first(std::int64_t first, std::vector<std::int64_t> numbers) {
    numbers.insert(numbers.begin(), first);
    return numbers;
  }
  static std::vector<std::int64_t> unique(std::vector<std::int64_t> numbers) {
    std::vector<std::int64_t> kept;
    for (const std::int64_t number : numbers)
      if (number >= 1 && std::find(kept.begin(), kept.end(), number) == kept.end()) kept.push_back(number);
    return kept;
  }

  std::vector<Piece> pieces_;
  std::vector<Target> targets_;
  std::vector<std::string> salts_;
  std::vector<std::int64_t> numbers_;
  const std::string& password_;
  const CommonCosts& costs_;
  const Deadline& deadline_;
};

}  // namespace

std::optional<StoredForm> recompute(const std::vector<std::string>& row, const std::string& password,
                                    const CommonCosts& costs, const Deadline& deadline) {
  return Recomputation(row, password, costs, deadline).run();
}

}  // namespace assay
