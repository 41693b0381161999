#include "common/base/regex.h"

#include "support/catch.h"

using namespace assay;

TEST_CASE("a regular expression is found anywhere in a text") {
  CHECK(finds_regex(R"(\.router\.ts$)", "/users/users.router.ts") == true);
  CHECK(finds_regex(R"(\.router\.ts$)", "/users/users.router.tsx") == false);
  CHECK(finds_regex(R"(^.*(?:test|spec).js$)", "a.spec.js") == true);
  CHECK(finds_regex(R"(^.*(?:test|spec).js$)", "a.specs.js") == false);
  CHECK(finds_regex(R"([\w-]+\.v\d{1,2}\.)", "x/my-users.v12.ts") == true);
  CHECK(finds_regex(R"(^[^a-c]x?y+$)", "dyy") == true);
  CHECK(finds_regex(R"(^[^a-c]x?y+$)", "ayy") == false);
  CHECK(finds_regex(R"(^(a|b)*$)", "abba") == true);
  CHECK(finds_regex(R"(^a{2}$)", "aaa") == false);
  CHECK(finds_regex(R"(^a{2,}$)", "aaa") == true);
  CHECK(finds_regex(R"(^(?!.*draft).*\.js$)", "x/draft.js") == false);
  CHECK(finds_regex(R"(^(?!.*draft).*\.js$)", "x/final.js") == true);
  CHECK(finds_regex(R"(\bx\b)", "a x b") == true);
  CHECK(finds_regex(R"(\bx\b)", "axb") == false);
  CHECK(finds_regex("", "a") == true);
}

TEST_CASE("case is ignored in letters, not in what an escape means") {
  CHECK(finds_regex("INDEX", "index", true) == true);
  CHECK(finds_regex("INDEX", "index") == false);
  CHECK(finds_regex("[A-C]", "b", true) == true);
  CHECK(finds_regex(R"(^\D$)", "1", true) == false);
}

TEST_CASE("looking back, references and long repeats are told as JavaScript reads them") {
  CHECK(finds_regex(R"((a)\1)", "aab") == true);
  CHECK(finds_regex(R"((a)b\1)", "aab") == false);
  CHECK(finds_regex("(?<=a)b", "aab") == true);
  CHECK(finds_regex("(?<!a)b", "aab") == false);
  CHECK(finds_regex("a{1000}", "aab") == false);
  // The end of a text is its end, not the line's before it.
  CHECK(finds_regex("b$", "aab\n") == false);
  CHECK(finds_regex("[^]", "\n") == true);
}

TEST_CASE("what is not understood gives no answer") {
  for (const char* pattern :
       {"(", ")", "[a", "*", R"(\p{L})", "[b-a]", "a++", "(?>a)", "(?i)a", "(*ANY)a", R"(\A)", R"(\K)"})
    CHECK(finds_regex(pattern, "aab") == std::nullopt);
}

TEST_CASE("a hostile expression ends") {
  CHECK(finds_regex("^(((a+)+)+)+$", std::string(900, 'a') + "b") != true);
  CHECK(finds_regex("((a{64}){64}){64}", std::string(900, 'a')) != true);
  CHECK(finds_regex(std::string(400, '('), "a") == std::nullopt);
}
