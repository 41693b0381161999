#include "trying/roles/json_shape.h"

#include "support/catch.h"

using namespace assay;

TEST_CASE("a token is found at the top, nested, and under any of its names") {
  const std::vector<std::string> names{"token", "access_token"};
  CHECK(find_token(Json{{"token", "abcdefghijkl"}}, names) == std::string("abcdefghijkl"));
  CHECK(find_token(Json{{"data", {{"auth", {{"access_token", "abcdefghijkl"}}}}}}, names) ==
        std::string("abcdefghijkl"));
  CHECK_FALSE(find_token(Json{{"token", "short"}}, names));
  CHECK_FALSE(find_token(Json{{"token", true}}, names));
  CHECK_FALSE(find_token(Json::array(), names));
}

TEST_CASE("an id is the object's own, not its owner's") {
  CHECK(find_id(Json{{"id", 7}, {"owner_id", 3}}) == std::string("7"));
  CHECK(find_id(Json{{"job", {{"id", "x"}, {"owner_id", 3}}}}) == std::string("x"));
  CHECK(find_id(Json{{"job_id", "y"}}) == std::string("y"));
  CHECK_FALSE(find_id(Json{{"ok", true}}));
}

TEST_CASE("lists stand bare, under a name, or a level deeper; other answers hold none") {
  const std::vector<std::string> names{"items", "data"};
  CHECK(find_items(Json::array({1, 2}), names)->size() == 2);
  CHECK(find_items(Json{{"total", 1}, {"items", {5}}}, names)->size() == 1);
  CHECK(find_items(Json{{"data", {{"jobs", {5, 6, 7}}}}}, names)->size() == 3);
  CHECK_FALSE(find_items(Json{{"ok", true}}, names));
}

TEST_CASE("refusals of several validators name their fields") {
  const auto fields = [](const char* text) { return complained_fields(*parse_json(text)); };
  using Names = std::vector<std::string>;
  CHECK(fields(R"({"detail":[{"loc":["body","username"],"msg":"Field required","type":"missing"}]})") ==
        Names{"username"});
  CHECK(fields(R"({"issues":[{"code":"invalid_type","path":["user","name"],"message":"Required"}]})") ==
        Names{"name"});
  CHECK(fields(R"({"error":"Validation failed","details":[{"field":"body.title","message":"required"}]})") ==
        Names{"title"});
  CHECK(fields(R"({"username":["This field is required."]})") == Names{"username"});
  CHECK(fields(R"({"errors":[{"msg":"Invalid value","path":"age","location":"body"}]})") == Names{"age"});
  CHECK(fields(R"({"error":"no"})").empty());
}

TEST_CASE("broken and bottomless JSON is no JSON") {
  CHECK_FALSE(parse_json("{"));
  CHECK_FALSE(parse_json(std::string(100'000, '[')));
  CHECK_FALSE(parse_json(std::string(200, '[') + std::string(200, ']')));
  CHECK(parse_json("\"[[[[[\""));
  CHECK(dump_json(Json("\xFF")).find("\xEF\xBF\xBD") != std::string::npos);
}
