// t1-07: every way a password can be stored, told apart by what stands in the row.
#include <openssl/evp.h>

#include "common/base/hash.h"
#include "common/base/text.h"
#include "suite_run.h"
#include "support/catch.h"
#include "trying/probes/key_derivation.h"
#include "trying/probes/stored_form.h"

using namespace assay;

namespace {

using Row = std::vector<std::string>;

const std::string kPassword = "Tr-0123456789abcdef0123_9Z";  // fake

// A salt of its own for each call, as an app would draw it; fixed, so that a failure can be repeated.
std::string salt(std::size_t bytes = 16) {
  static int drawn = 0;
  return sha256_hex("salt " + std::to_string(++drawn)).substr(0, bytes);
}

TestResult stored_as(std::function<Row(const std::string&)> store, std::set<std::string> faults = {}) {
  FakeApp app(std::move(faults));
  app.store = std::move(store);
  return run_one("t1-07", app);
}

std::string observed(const TestResult& result, const std::string& name) {
  for (const auto& [key, value] : result.observed)
    if (key == name) return value;
  return "";
}

std::string base64_of(const std::string& bytes) {
  std::string out((bytes.size() + 2) / 3 * 4, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  return out;
}

}  // namespace

namespace {

// Few costs and no deadline: what is found depends on nothing but the row.
std::optional<StoredForm> told_by(Row row, const CommonCosts& costs = {{100'000, 210'000}, {}}) {
  row.insert(row.begin(), {"31", "u0123456789ab@test.com"});
  return recompute(row, kPassword, costs, Deadline::never());
}

}  // namespace

TEST_CASE("forms of an app's own making are recomputed, whatever joins salt and hash") {
  const std::string s = salt();
  const auto joined = told_by({hex(s) + ":" + hex(*pbkdf2("sha256", kPassword, s, 210'000, 32))});
  REQUIRE(joined);
  CHECK(joined->algorithm == "pbkdf2");
  CHECK(joined->parameters ==
        std::map<std::string, std::string>{
            {"iterations", "210000"}, {"digest", "sha256"}, {"salt_bytes", "16"}, {"key_bytes", "32"}});
  const auto columns =
      told_by({base64_of(*scrypt(kPassword, s, 16'384, 8, 1, 64)), base64_of(s)}, {{}, {16'384}});
  REQUIRE(columns);
  CHECK(columns->parameters.at("N") == "16384");
  CHECK(columns->parameters.at("key_bytes") == "64");
  // The salt's hex text itself is the salt: how random it is, it does not tell.
  const auto text =
      told_by({hex(s) + "$" + hex(*scrypt(kPassword, hex(s), 16'384, 8, 1, 64))}, {{}, {16'384}});
  REQUIRE(text);
  CHECK(text->parameters.count("salt_bytes") == 0);
  const auto raw = told_by({*pbkdf2("sha512", kPassword, s, 100'000, 64), s});  // two columns of bytes
  REQUIRE(raw);
  CHECK(raw->parameters.at("digest") == "sha512");
  CHECK_FALSE(told_by({hex(s) + "$" + hex(*pbkdf2("sha256", "another", s, 1'000, 32))}, {{1'000}, {1'024}}));
}

TEST_CASE("costs that the row names are found, however far from the common ones") {
  const std::string s = salt();
  const auto named =
      told_by({"mine$n=2048$r=4$p=2$" + hex(s) + "$" + hex(*scrypt(kPassword, s, 2'048, 4, 2, 32))});
  REQUIRE(named);
  CHECK(named->parameters.at("r") == "4");
  CHECK(named->parameters.at("p") == "2");
  const auto rounds =
      told_by({"12345," + base64_of(s) + "," + base64_of(*pbkdf2("sha1", kPassword, s, 12'345, 20))});
  REQUIRE(rounds);
  CHECK(rounds->parameters.at("iterations") == "12345");
}

TEST_CASE("a cost under the floor is a note, PBKDF2 under 100,000 a fail") {
  const TestResult scrypt_low = stored_as([](const std::string& p) {
    const std::string s = salt();
    return Row{"s1$1024$8$1$" + hex(s) + "$" + hex(*scrypt(p, s, 1'024, 8, 1, 32))};
  });
  CHECK(scrypt_low.verdict == Verdict::pass);
  CHECK(scrypt_low.note.find("1024") != std::string::npos);
  CHECK(observed(scrypt_low, "algorithm") == "scrypt");
  CHECK(observed(scrypt_low, "N") == "1024");
  const TestResult few_rounds = stored_as([](const std::string& p) {
    const std::string s = salt();
    return Row{"pbkdf2_sha512$1000$" + s + "$" + hex(*pbkdf2("sha512", p, s, 1'000, 64))};
  });
  CHECK(few_rounds.verdict == Verdict::fail);
  CHECK(few_rounds.reason.find("1000") != std::string::npos);
}

TEST_CASE("plain text, fast hashes and a missing salt fail") {
  CHECK(stored_as([](const std::string& p) { return Row{p}; }).reason.find("plaintext") != std::string::npos);
  CHECK(stored_as([](const std::string& p) { return Row{base64_of(p)}; }).verdict == Verdict::fail);
  CHECK(stored_as([](const std::string& p) {
          return Row{hex(*digest("md5", p))};
        }).reason.find("fast-hash (md5)") != std::string::npos);
  const TestResult salted = stored_as([](const std::string& p) {
    const std::string s = salt();
    return Row{s, hex(*digest("sha256", s + p))};
  });
  CHECK(salted.verdict == Verdict::fail);
  CHECK(salted.reason.find("fast-hash (sha256)") != std::string::npos);
  const TestResult unsalted = stored_as([](const std::string& p) {
    return Row{"constant-salt$" + hex(*pbkdf2("sha256", p, "constant-salt", 100'000, 32))};
  });
  CHECK(unsalted.verdict == Verdict::fail);
  CHECK(unsalted.reason.find("no salt") != std::string::npos);
}

TEST_CASE("the password in a log fails, whatever the database holds") {
  FakeApp app({"log-plain"});
  const TestResult result = run_one("t1-07", app);
  CHECK(result.verdict == Verdict::fail);
  CHECK(result.reason.find("app.log") != std::string::npos);
}

TEST_CASE("what is not recognised is no pass") {
  FakeApp app;
  app.store = [](const std::string& p) { return Row{sha256_hex(sha256_hex(sha256_hex(p)))}; };
  const TestResult result = run_one("t1-07", app, FakeApp::app(), Milliseconds{50});
  CHECK(result.verdict == Verdict::inconclusive);
  CHECK(result.reason.find("not recognised") != std::string::npos);
}

TEST_CASE("the formats of libraries tell their own parameters") {
  struct Known {
    const char* value;
    const char* algorithm;
    std::map<std::string, std::string> parameters;
  };
  const std::string hash53(53, 'a');
  for (const Known& known : std::vector<Known>{
           {"$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2g",
            "argon2id",
            {{"memory_kib", "65536"}, {"parallelism", "4"}, {"time", "3"}}},
           {"argon2$argon2id$v=19$m=102400,t=2,p=8$c2FsdA$aGFzaA",
            "argon2id",
            {{"memory_kib", "102400"}, {"parallelism", "8"}, {"time", "2"}}},
           {"scrypt:32768:8:1$saltsalt$00ff", "scrypt", {{"N", "32768"}, {"p", "1"}, {"r", "8"}}},
           {"$scrypt$ln=16,r=8,p=1$c2FsdA$aGFzaA", "scrypt", {{"N", "65536"}, {"p", "1"}, {"r", "8"}}},
           {"scrypt$saltsalt$16384$8$5$aGFzaA==", "scrypt", {{"N", "16384"}, {"p", "5"}, {"r", "8"}}},
           {"pbkdf2:sha256:600000$saltsalt$00ff", "pbkdf2", {{"digest", "sha256"}, {"iterations", "600000"}}},
           {"$pbkdf2-sha256$29000$c2FsdA$aGFzaA", "pbkdf2", {{"digest", "sha256"}, {"iterations", "29000"}}},
           {"pbkdf2_sha256$600000$saltsalt$aGFzaA==",
            "pbkdf2",
            {{"digest", "sha256"}, {"iterations", "600000"}}},
       }) {
    const auto form = recognise_format(known.value);
    INFO(known.value);
    REQUIRE(form);
    CHECK(form->algorithm == known.algorithm);
    CHECK(form->parameters == known.parameters);
    CHECK(form->slow);
  }
  for (const std::string prefix : {"$2b$12$", "bcrypt_sha256$$2b$12$", "$2y$12$"}) {
    const auto form = recognise_format(prefix + hash53);
    REQUIRE(form);
    CHECK(form->parameters.at("cost") == "12");
  }
  REQUIRE(recognise_format("$6$rounds=656000$salt$hash"));
  CHECK_FALSE(recognise_format("$6$rounds=656000$salt$hash")->slow);
  CHECK_FALSE(recognise_format("a$b"));
  CHECK_FALSE(recognise_format("$2b$12$short"));
}
