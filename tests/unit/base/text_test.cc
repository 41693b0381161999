#include "common/base/text.h"

#include "support/catch.h"

using namespace assay;

TEST_CASE("terminal escaping leaves nothing that moves the cursor or forges a line") {
  CHECK(escaped_for_terminal("a\x1b[2Jb\nc") == "a\\x1b[2Jb\\nc");
  CHECK(escaped_for_terminal("\xC2\x9B"
                             "31m") == "\\x9b31m");
  CHECK(escaped_for_terminal("\x7F") == "\\x7f");
  CHECK(escaped_for_terminal("\xE2\x80\xAE"
                             "txt") == "\\u202etxt");
  CHECK(escaped_for_terminal("gr\xC3\xBC\xC3\x9F"
                             "e") ==
        "gr\xC3\xBC\xC3\x9F"
        "e");
  CHECK(escaped_for_terminal("\xFFz") == "\xEF\xBF\xBDz");
}

TEST_CASE("broken UTF-8 is seen: overlong, surrogate, cut, past the last plane") {
  CHECK_FALSE(is_utf8("\xC0\xAF"));
  CHECK_FALSE(is_utf8("\xED\xA0\x80"));
  CHECK_FALSE(is_utf8("\xE2\x82"));
  CHECK_FALSE(is_utf8("\xF4\x90\x80\x80"));
  CHECK(is_utf8("\xF0\x9F\x98\x80"));
}

TEST_CASE("base64url goes there and back without padding") {
  CHECK(base64url("\xFB\xFF") == "-_8");
  CHECK(base64url_decoded("-_8") == std::string("\xFB\xFF"));
  CHECK(base64url_decoded("-_8=") == std::string("\xFB\xFF"));
  CHECK_FALSE(base64url_decoded("a b"));
}

TEST_CASE("the nearest word is offered for a slip, not for another word") {
  CHECK(nearest_word("sorces", {"sources", "sinks"}) == std::string("sources"));
  CHECK_FALSE(nearest_word("banana", {"sources", "sinks"}));
}

TEST_CASE("a counted noun agrees with its number") {
  CHECK(counted(1, "file") == "1 file");
  CHECK(counted(0, "dependency") == "0 dependencies");
  CHECK(counted(2, "key") == "2 keys");
}
