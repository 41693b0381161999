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

struct Salt {
  std::string bytes;
  int rank = 0;          // 0: likely; each wrong one costs as much as a login to try
  bool decoded = false;  // from hex or base64: its length is the salt's own
};

// A salt of 8 to 32 bytes, in a value that has parts, in a piece too short to be the hash itself, is the
// likeliest.
int rank_of(const Piece& piece, const std::string& reading) {
  const bool usual = reading.size() >= 8 && reading.size() <= 32;
  const bool alone = piece.text == piece.value;
  const bool like_a_hash = piece.readings.size() > 1 && piece.readings.front().size() >= 32;
  return (usual ? 0 : 3) + (alone ? 1 : 0) + (like_a_hash ? 2 : 0);
}

std::vector<Salt> salts_in(const std::vector<Piece>& pieces) {
  std::vector<Salt> salts;
  for (const Piece& piece : pieces)
    for (const std::string& reading : piece.readings) {
      const bool known =
          std::any_of(salts.begin(), salts.end(), [&](const Salt& s) { return s.bytes == reading; });
      if (reading.size() >= 4 && !known)
        salts.push_back({reading, rank_of(piece, reading), &reading != &piece.readings.back()});
    }
  std::stable_sort(salts.begin(), salts.end(), [](const Salt& a, const Salt& b) { return a.rank < b.rank; });
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

using Numbers = std::vector<std::int64_t>;

Numbers slice(const Numbers& numbers, std::size_t from, std::size_t count) {
  const auto begin = numbers.begin() + static_cast<std::ptrdiff_t>(std::min(from, numbers.size()));
  const auto end = numbers.begin() + static_cast<std::ptrdiff_t>(std::min(from + count, numbers.size()));
  return Numbers(begin, end);
}

Numbers unique(Numbers numbers) {
  Numbers kept;
  for (const std::int64_t number : numbers)
    if (number >= 1 && std::find(kept.begin(), kept.end(), number) == kept.end()) kept.push_back(number);
  return kept;
}

Numbers with_first(std::int64_t first, Numbers numbers) {
  numbers.insert(numbers.begin(), first);
  return unique(std::move(numbers));
}

// The usual digest for a key of that length first.
std::vector<std::string> digests_for(const std::vector<Target>& targets) {
  for (const Target& target : targets) {
    if (target.bytes.size() == 64 && target.bytes != target.piece->text) return {"sha512", "sha256", "sha1"};
    if (target.bytes.size() == 20) return {"sha1", "sha256", "sha512"};
  }
  return {"sha256", "sha512", "sha1"};
}

// Searches in the order of likelihood until the deadline: costs named in the row, then common costs under the
// likeliest salts, then all that is left.
class Recomputation {
 public:
  Recomputation(const std::vector<std::string>& row, const std::string& password, const CommonCosts& costs,
                const Deadline& deadline)
      : pieces_(pieces_of(row)),
        targets_(targets_in(pieces_)),
        salts_(salts_in(pieces_)),
        digests_(digests_for(targets_)),
        password_(password),
        costs_(costs),
        deadline_(deadline) {
    for (const Salt& salt : salts_)
      if (salt.rank <= 1 && likely_.size() < kLikely) likely_.push_back(salt);
  }

  std::optional<StoredForm> run() const {
    if (auto form = plain()) return form;
    if (auto form = fast()) return form;
    const Numbers named = numbers_in(pieces_);
    if (auto form = by_scrypt(named, with_first(8, named), with_first(1, named), salts_)) return form;
    if (auto form = by_pbkdf2(named, digests_, salts_)) return form;
    if (auto form = by_common_costs()) return form;
    if (auto form = by_scrypt(costs_.scrypt_costs, {8, 16}, {1}, salts_)) return form;
    return by_pbkdf2(costs_.rounds, digests_, salts_);
  }

 private:
  static constexpr std::size_t kLikely = 4;

  std::optional<StoredForm> plain() const {
    for (const Piece& piece : pieces_)
      for (const std::string& reading : piece.readings)
        if (reading == password_) return StoredForm{"plaintext", {}, piece.value, false};
    return std::nullopt;
  }

  std::optional<StoredForm> fast() const {
    std::vector<Salt> salts = salts_;
    salts.emplace_back();
    for (const std::string name :
         {"md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3-256", "blake2b512"})
      for (const auto& [salt, rank, decoded] : salts)
        for (const auto& bytes : {digest(name, salt + password_), digest(name, password_ + salt),
                                  hmac_digest(name, salt, password_), hmac_digest(name, password_, salt)})
          if (const Target* target = hit(targets_, bytes, true))
            return StoredForm{"fast-hash", {{"digest", name}}, target->piece->value, false};
    return std::nullopt;
  }

  // A few rounds of PBKDF2, a few costs of scrypt, and on: neither starves the other.
  std::optional<StoredForm> by_common_costs() const {
    const std::vector<std::string> likely_digest{digests_.front()};
    for (std::size_t i = 0; i * 3 < costs_.rounds.size() || i * 2 < costs_.scrypt_costs.size(); ++i) {
      if (auto form = by_pbkdf2(slice(costs_.rounds, i * 3, 3), likely_digest, likely_)) return form;
      if (auto form = by_scrypt(slice(costs_.scrypt_costs, i * 2, 2), {8}, {1}, likely_)) return form;
    }
    return std::nullopt;
  }

  // Blocks are independent: 16 bytes show whether parameters are right, whatever the length of the key.
  std::optional<StoredForm> by_pbkdf2(const Numbers& rounds, const std::vector<std::string>& digests,
                                      const std::vector<Salt>& salts) const {
    for (const std::int64_t count : rounds)
      for (const std::string& name : digests)
        for (const Salt& salt : salts) {
          if (deadline_.passed()) return std::nullopt;
          if (const Target* target =
                  hit(targets_, pbkdf2(name, password_, salt.bytes, count, kShortestHash), false))
            return found("pbkdf2", {{"iterations", std::to_string(count)}, {"digest", name}}, salt, *target);
        }
    return std::nullopt;
  }

  static bool is_power_of_two(std::int64_t n) { return n >= 1'024 && (n & (n - 1)) == 0; }

  // N may stand as its logarithm.
  std::optional<StoredForm> by_scrypt(const Numbers& costs, const Numbers& blocks, const Numbers& lanes,
                                      const std::vector<Salt>& salts) const {
    for (std::int64_t n : costs) {
      if (n >= 10 && n <= 20) n = std::int64_t{1} << n;
      if (!is_power_of_two(n)) continue;
      for (const std::int64_t r : blocks)
        for (const std::int64_t p : lanes)
          if (auto form = try_scrypt(n, r, p, salts)) return form;
    }
    return std::nullopt;
  }

  std::optional<StoredForm> try_scrypt(std::int64_t n, std::int64_t r, std::int64_t p,
                                       const std::vector<Salt>& salts) const {
    if (r > 32 || p > 16) return std::nullopt;
    for (const Salt& salt : salts) {
      if (deadline_.passed()) return std::nullopt;
      if (const Target* target = hit(targets_, scrypt(password_, salt.bytes, n, r, p, kShortestHash), false))
        return found("scrypt", {{"N", std::to_string(n)}, {"r", std::to_string(r)}, {"p", std::to_string(p)}},
                     salt, *target);
    }
    return std::nullopt;
  }

  static StoredForm found(std::string algorithm, std::map<std::string, std::string> parameters,
                          const Salt& salt, const Target& target) {
    // A salt used as its own hex text has fewer random bytes than characters: how many is not told.
    if (salt.decoded) parameters["salt_bytes"] = std::to_string(salt.bytes.size());
    parameters["key_bytes"] = std::to_string(target.bytes.size());
    return StoredForm{std::move(algorithm), std::move(parameters), target.piece->value, true};
  }

  std::vector<Piece> pieces_;
  std::vector<Target> targets_;
  std::vector<Salt> salts_;
  std::vector<Salt> likely_;
  std::vector<std::string> digests_;
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
