// What a rule file may not say, and where the reader says so.
#include <algorithm>

#include "common/rules/load.h"
#include "support/catch.h"

namespace assay {
namespace {

const RuleText kRoles{"rules/roles.yaml", R"(
roles:
  - {role: password, words: [password], not: [confirm]}
  - {role: mac, words: [signature]}
methods: [strip]
)"};

const RuleText kEffects{"rules/effects.yaml", R"(
effects:
  hash-password: {says: makes the stored form, decision: password-hashing}
  make-mac: {says: makes a MAC, makes: mac}
arguments: {password: the password, key: a key}
jobs: [password-hashing]
idioms:
  - {effect: make-mac, joins: "."}
)"};

const RuleText kDecision{"rules/password-hashing/decision.yaml", R"(id: password-hashing
title: Password hashing
question: How?
choices: [bcrypt, plaintext]
parameters: [cost]
when_nothing: {choice: unclear, says: nothing found}
grades:
  - {choices: [bcrypt], when: {cost: {at_least: 12}}, grade: strong, says: enough}
tests:
  - {id: t1-07, predicts: by-grade, compares: [choice, cost]}
references: [CWE-916]
remedies: {python: use bcrypt}
searched: calls
)"};

std::vector<RuleText> with(RuleText file) {
  std::vector<RuleText> files{kRoles, kEffects, kDecision};
  for (RuleText& known : files)
    if (known.file == file.file) {
      known = std::move(file);
      return files;
    }
  files.push_back(std::move(file));
  return files;
}

RuleBook loaded(RuleText file) {
  auto book = load_rules(with(std::move(file)));
  if (!book) FAIL(book.problem().where << ": " << book.problem().what);
  return std::move(*book);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

RuleText library(const std::string& call) {
  return {"rules/libraries/pypi/lib.yaml",
          "distribution: pypi:lib\nmodules: [lib]\ncalls:\n  lib.f: " + call + "\nsource: read in 1.0\n"};
}

LibraryRule loaded_library(const std::string& call) {
  return loaded(library(call)).libraries.at(0);
}

struct Wrong {
  std::string name;
  RuleText file;
  std::string where, what, cure;
};

RuleText decision(const std::string& from, const std::string& to) {
  return {kDecision.file, replaced(kDecision.text, from, to)};
}
RuleText effects(const std::string& from, const std::string& to) {
  return {kEffects.file, replaced(kEffects.text, from, to)};
}
RuleText evidence(const std::string& match, const std::string& choice = "bcrypt") {
  return {"rules/password-hashing/evidence/e.yaml",
          "says: so\nmatch: " + match + "\nchoice: " + choice + "\n"};
}

std::vector<Wrong> wrong_files() {
  const std::string lib = "rules/libraries/pypi/lib.yaml";
  const std::string dec = "rules/password-hashing/decision.yaml";
  const std::string evi = "rules/password-hashing/evidence/e.yaml";
  const std::string framework =
      "id: web\ntitle: Web\ndistribution: pypi:web\nlanguages: [python]\nsource: read\n";
  return {
      {"unknown key", library("{doess: hash-password}"), lib + ":4:11", "unknown key \"doess\"",
       "did you mean \"does\"?"},
      {"unknown key lists the known", library("{zzzzzz: 1}"), lib + ":4:11",
       "(known: does, makes, returns, runs, by, choice", ""},
      {"missing key",
       {lib, "distribution: pypi:lib\nmodules: [lib]\n"},
       lib + ":1:1",
       "key \"source\" is missing",
       ""},
      {"key twice", library("{makes: lib.A, makes: lib.B}"), lib + ":4:25", "key \"makes\" stands here twice",
       ""},
      {"key without value",
       {lib, "distribution: pypi:lib\nmodules: [lib]\nsource:\n"},
       lib + ":3:1",
       "key \"source\" has no value",
       ""},
      {"call twice",
       {lib, "distribution: pypi:lib\nmodules: [lib]\ncalls:\n  lib.f: {}\n  lib.f: {}\nsource: s\n"},
       lib + ":5:3",
       "call \"lib.f\" stands here twice",
       ""},
      {"text for a number", library("{parameters: {cost: {position: first}}}"), lib + ":4:41",
       "expected a whole number here", ""},
      {"number in quotes", library("{parameters: {cost: {position: '0'}}}"), lib + ":4:41",
       "expected a whole number here", ""},
      {"map for a text", library("{makes: {a: b}}"), lib + ":4:18", "expected a text here", ""},
      {"text for a map", library("bcrypt"), lib + ":4:10", "expected a map here", ""},
      {"text for a list",
       {lib, "distribution: pypi:lib\nmodules: lib\nsource: s\n"},
       lib + ":2:10",
       "expected a list here",
       ""},
      {"text for a truth", library("{on_any_receiver: maybe}"), lib + ":4:28", "expected true or false here",
       ""},
      {"unknown effect", library("{does: hash-pasword}"), lib + ":4:17", "unknown effect \"hash-pasword\"",
       "did you mean \"hash-password\"?"},
      {"choice of no such decision", library("{does: hash-password, choice: bcript}"), lib + ":4:40",
       "unknown choice \"bcript\"", "did you mean \"bcrypt\"?"},
      {"mapped choice", library("{does: hash-password, choice: {position: 0, map: {a: scrypt}}}"),
       lib + ":4:63", "unknown choice \"scrypt\"", ""},
      {"per_choice", library("{does: hash-password, choice: bcrypt, per_choice: {scrypt: {cost: 0}}}"),
       lib + ":4:61", "unknown choice \"scrypt\"", ""},
      {"unknown parameter", library("{does: hash-password, parameters: {costs: 0}}"), lib + ":4:45",
       "unknown parameter \"costs\"", "did you mean \"cost\"?"},
      {"unknown job",
       {lib, "distribution: pypi:lib\nmodules: [lib]\njobs: [passwords]\nsource: s\n"},
       lib + ":3:8",
       "unknown job \"passwords\" (known: password-hashing)",
       ""},
      {"unknown argument", library("{arguments: {pasword: 0}}"), lib + ":4:23",
       "unknown argument \"pasword\"", "did you mean \"password\"?"},
      {"unknown reading", library("{parameters: {cost: {position: 0, read: seconds}}}"), lib + ":4:50",
       "unknown reading \"seconds\"", ""},
      {"place twice", library("{parameters: {cost: {position: 0, setting: X}}}"), lib + ":4:30",
       "a place of its own", ""},
      {"place of nothing", library("{parameters: {cost: {keys: [a]}}}"), lib + ":4:30",
       "a place needs \"position\", \"keyword\" or \"setting\"", ""},
      {"parameter of nothing", library("{parameters: {cost: {map: {a: 1}}}}"), lib + ":4:30",
       "a parameter needs a place or a default", ""},
      {"negative place", library("{arguments: {key: -1}}"), lib + ":4:28", "positions count from 0", ""},
      {"two places and a list", library("{parameters: {cost: {at: [0], position: 1}}}"), lib + ":4:30",
       "\"at\" lists all places", ""},
      {"versions that are none", library("{parameters: {cost: {default: [{versions: five, value: 1}]}}}"),
       lib + ":4:52", "expected versions like", ""},
      {"call of another module",
       {lib, "distribution: pypi:lib\nmodules: [lib]\ncalls:\n  library.f: {}\nsource: s\n"},
       lib + ":4:3",
       "is in none of the modules (lib)",
       ""},
      {"no modules",
       {lib, "distribution: pypi:lib\nsource: s\n"},
       lib + ":1:1",
       "\"modules\" is missing",
       ""},
      {"unknown ecosystem",
       {lib, "distribution: gem:lib\nmodules: [lib]\nsource: s\n"},
       lib + ":1:15",
       "expected a distribution like",
       ""},
      {"wrong file name",
       {"rules/libraries/pypi/other.yaml", "distribution: pypi:lib\nmodules: [lib]\nsource: s\n"},
       "rules/libraries/pypi/other.yaml",
       "belongs in a file lib.yaml",
       ""},
      {"unknown provenance",
       {lib, "distribution: pypi:lib\nmodules: [lib]\nprovenance: libary\nsource: s\n"},
       lib + ":3:13",
       "unknown provenance",
       "did you mean \"library\"?"},
      {"not YAML", {lib, "distribution: [\n"}, lib + ":2:1", "not YAML", ""},
      {"empty", {lib, ""}, lib, "the file is empty", ""},
      {"two documents", {lib, "a: 1\n---\nb: 2\n"}, lib, "one document a file", ""},
      {"too deep",
       {lib, "a: " + std::string(40, '[') + std::string(40, ']') + "\n"},
       lib,
       "nested too deep",
       ""},
      {"reader of routes",
       {"rules/frameworks/web.yaml", framework + "routes: [decorator]\n"},
       "rules/frameworks/web.yaml:6:10",
       "unknown reader of routes",
       "did you mean \"decorators\"?"},
      {"job of a name",
       {"rules/frameworks/web.yaml", framework + "names: {dependancy: [web.Depends]}\n"},
       "rules/frameworks/web.yaml:6:9",
       "unknown job of a name",
       "did you mean \"dependency\"?"},
      {"kind of document",
       {"rules/frameworks/web.yaml", framework + "routes: []\ndocuments: [{kind: open-api, path: /x}]\n"},
       "rules/frameworks/web.yaml:7:20",
       "unknown kind of document",
       "did you mean \"openapi\"?"},
      {"document that is needed",
       {"rules/frameworks/web.yaml",
        framework + "routes: []\ndocuments: [{kind: redoc, path: /x, needs: openapi}]\n"},
       "rules/frameworks/web.yaml:7:44",
       "unknown document \"openapi\"",
       ""},
      {"framework's file name",
       {"rules/frameworks/weh.yaml", framework + "routes: []\n"},
       "rules/frameworks/weh.yaml",
       "belongs in a file web.yaml",
       ""},
      {"grade", decision("grade: strong", "grade: stong"), dec + ":8:62", "unknown grade",
       "did you mean \"strong\"?"},
      {"graded choice", decision("choices: [bcrypt], when", "choices: [bcrypd], when"), dec + ":8:16",
       "unknown choice", "did you mean \"bcrypt\"?"},
      {"graded parameter", decision("{cost: {at_least", "{coast: {at_least"), dec + ":8:32",
       "unknown parameter", "did you mean \"cost\"?"},
      {"bound", decision("at_least: 12", "at_least: twelve"), dec + ":8:49", "expected a number here", ""},
      {"prediction", decision("by-grade", "by-grades"), dec + ":10:27", "unknown prediction",
       "did you mean \"by-grade\"?"},
      {"compared", decision("[choice, cost]", "[choice, price]"), dec + ":10:56",
       "unknown parameter \"price\"", ""},
      {"remedy for nobody", decision("{python: use", "{pyton: use"), dec + ":12:12",
       "unknown framework or language", "did you mean \"python\"?"},
      {"decision in another folder", decision("id: password-hashing", "id: passwords"), dec,
       "stands in folder \"password-hashing\"", ""},
      {"effect of no decision", effects("decision: password-hashing", "decision: passwords"), kEffects.file,
       "which has no decision.yaml", ""},
      {"effect that makes no role", effects("makes: mac", "makes: mack"), kEffects.file + ":4:40",
       "unknown role \"mack\"", "did you mean \"mac\"?"},
      {"idiom of no effect", effects("effect: make-mac", "effect: make-map"), kEffects.file + ":8:14",
       "unknown effect", "did you mean \"make-mac\"?"},
      {"idiom of nothing", effects(", joins: \".\"", ""), kEffects.file + ":8:5", "an idiom is either", ""},
      {"evidence's effect", evidence("{call: {does: make-mcc}}"), evi + ":2:22", "unknown effect",
       "did you mean \"make-mac\"?"},
      {"evidence's role", evidence("{call: {does: make-mac, roles: {key: [pasword]}}}"), evi + ":2:46",
       "unknown role", "did you mean \"password\"?"},
      {"evidence's argument", evidence("{call: {does: make-mac, roles: {kee: [mac]}}}"), evi + ":2:40",
       "unknown argument", "did you mean \"key\"?"},
      {"compared role", evidence("{comparison: {roles: [mak]}}"), evi + ":2:30", "unknown role",
       "did you mean \"mac\"?"},
      {"reached effect", evidence("{function: {reaches: [make-mak]}}"), evi + ":2:30", "unknown effect",
       "did you mean \"make-mac\"?"},
      {"two predicates", evidence("{comparison: {roles: [mac]}, documents: framework}"), evi + ":2:8",
       "expected exactly one of", ""},
      {"evidence's choice", evidence("{documents: framework}", "scrypt"), evi + ":3:9",
       "unknown choice \"scrypt\"", ""},
      {"evidence for nothing",
       {"rules/other/evidence/e.yaml", "says: so\n"},
       "rules/other/evidence/e.yaml",
       "which has no decision.yaml",
       ""},
      {"file out of place", {"rules/stray.yaml", "a: 1\n"}, "rules/stray.yaml", "a file here is no rule", ""},
  };
}

}  // namespace

TEST_CASE("a wrong rule is told with its place and the nearest right word") {
  for (const Wrong& wrong : wrong_files()) {
    INFO(wrong.name);
    const auto book = load_rules(with(wrong.file));
    REQUIRE_FALSE(book.ok());
    const Problem& problem = book.problem();
    CHECK(problem.kind == ProblemKind::usage);
    CHECK(problem.where == wrong.where);
    INFO(problem.what);
    CHECK(problem.what.find(wrong.what) != std::string::npos);
    if (!wrong.cure.empty()) CHECK(problem.cure == wrong.cure);
  }
}

TEST_CASE("all problems of all files are told at once") {
  std::vector<RuleText> files = with(library("{dose: x, makse: y}"));
  files.push_back(evidence("{documents: framework}", "scrypt"));
  const auto book = load_rules(files);
  REQUIRE_FALSE(book.ok());
  CHECK(book.problems().size() == 3);
}

TEST_CASE("a list nested without end by aliases is refused, not followed") {
  std::string text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c < 'j'; ++c) {
    const std::string before = std::string("*") + static_cast<char>(c - 1);
    text += std::string(1, c) + ": &" + c + " [" + before;
    for (int n = 0; n < 9; ++n) text += ", " + before;
    text += "]\n";
  }
  const auto tree = parse_tree({"rules/x.yaml", text});
  REQUIRE_FALSE(tree.ok());
  CHECK(tree.problem().what == "nested too deep, or too large");
}

TEST_CASE("shorthands of a parameter") {
  const LibraryRule rule = loaded_library(
      "{does: hash-password, choice: bcrypt, by: receiver, returns: 1, parameters: {cost: 2}, arguments: "
      "{password: {keyword: pw}}}");
  const CallRule& call = rule.calls.at(0);
  CHECK(call.choice->fixed == "bcrypt");
  CHECK(call.by_receiver);
  CHECK(call.returns_argument == 1);
  CHECK_FALSE(call.returns_receiver);
  CHECK(call.parameters.at("cost").at.at(0).position == 2);
  CHECK(call.arguments.at("password").keyword == "pw");
  CHECK_FALSE(call.arguments.at("password").position.has_value());
}

TEST_CASE("a parameter written out") {
  const LibraryRule rule = loaded_library(
      "{returns: receiver, by: {position: 1}, parameters: {cost: {of: constructor, keyword: rounds, keys: "
      "[a, b], element: 0, read: duration, "
      "unit: 60, default: [{versions: '<5', value: 4_096}, {value: twelve}], map: {high: 14}}}}");
  const CallRule& call = rule.calls.at(0);
  CHECK(call.returns_receiver);
  CHECK(call.delegate->position == 1);
  const ParameterRule& cost = call.parameters.at("cost");
  const Locator& at = cost.at.at(0);
  CHECK(at.of_constructor);
  CHECK(at.keys == std::vector<std::string>{"a", "b"});
  CHECK(at.element == 0);
  CHECK(at.reading == Reading::duration);
  CHECK(at.unit == 60);
  REQUIRE(cost.defaults.size() == 2);
  CHECK(cost.defaults[0].versions == "<5");
  CHECK(cost.defaults[0].value == Value(std::int64_t{4096}));
  CHECK(cost.defaults[1].versions.empty());
  CHECK(cost.defaults[1].value == Value(std::string("twelve")));
  CHECK(cost.map.at("high") == Value(std::int64_t{14}));
}

TEST_CASE("a call that gives back a named argument, and one that takes effect when it is given away") {
  const CallRule field = loaded_library("{returns: {position: 0, keyword: default}}").calls.at(0);
  CHECK(field.returns_argument == 0);
  CHECK(field.returns_keyword == "default");
  const CallRule plugin =
      loaded_library("{given_to: [register], parameters: {cost: {position: 1, keys: [a.b], suffix: x}}}")
          .calls.at(0);
  CHECK(plugin.given_to == std::vector<std::string>{"register"});
  CHECK(plugin.parameters.at("cost").at.at(0).suffix == "x");
  const CallRule set =
      loaded_library("{parameters: {cost: {setting: ROUNDS, split: ':', element: 1}}}").calls.at(0);
  CHECK(set.parameters.at("cost").at.at(0).setting == "ROUNDS");
  CHECK(set.parameters.at("cost").at.at(0).split == ":");
}

TEST_CASE("an effect may have words of its own instead of a decision's") {
  std::vector<RuleText> files =
      with(effects("  make-mac:", "  serve: {says: so, choices: [page], parameters: [path]}\n  make-mac:"));
  files.push_back(library("{does: serve, choice: page, parameters: {path: 0}}"));
  CHECK(load_rules(files).ok());
  files.back() = library("{does: serve, choice: bcrypt}");
  const auto book = load_rules(files);
  REQUIRE_FALSE(book.ok());
  CHECK(book.problem().what == "unknown choice \"bcrypt\" (known: page)");
}

TEST_CASE("a remedy for JavaScript holds for its other forms") {
  const RuleBook book = loaded(decision("{python: use bcrypt}", "{javascript: use it, tsx: use that}"));
  const auto& remedies = book.decisions.at(0).remedies;
  CHECK(remedies.at("typescript") == "use it");
  CHECK(remedies.at("tsx") == "use that");
}

TEST_CASE("values are what YAML's words stand for, and quotes make texts") {
  const auto value = [](const std::string& text) {
    return loaded_library("{parameters: {cost: {default: " + text + "}}}")
        .calls.at(0)
        .parameters.at("cost")
        .defaults.at(0)
        .value;
  };
  CHECK(value("600_000") == Value(std::int64_t{600000}));
  CHECK(value("'12'") == Value(std::string("12")));
  CHECK(value("0.5") == Value(0.5));
  CHECK(value("false") == Value(false));
  CHECK(value("[exp, sub]") == Value(std::vector<std::string>{"exp", "sub"}));
}

TEST_CASE("an npm package is imported by its own name, the standard library has its own provenance") {
  const RuleBook npm =
      loaded({"rules/libraries/npm/@scope/name.yaml", "distribution: 'npm:@scope/name'\nsource: read\n"});
  CHECK(npm.libraries.at(0).modules == std::vector<std::string>{"@scope/name"});
  CHECK(npm.libraries.at(0).provenance == Provenance::library);
  const RuleBook stdlib = loaded({"rules/libraries/stdlib/python-hashlib.yaml",
                                  "distribution: stdlib:python\nmodules: [hashlib]\nsource: read\n"});
  CHECK(stdlib.libraries.at(0).provenance == Provenance::stdlib);
}

TEST_CASE("a decision with its evidence") {
  const RuleBook book =
      loaded(evidence("{call: {does: hash-password, roles: {password: [password]}}}", "from-library"));
  const DecisionRule& decision = book.decisions.at(0);
  REQUIRE(decision.evidence.size() == 1);
  CHECK(decision.evidence[0].name == "e");
  CHECK(decision.evidence[0].call_does == "hash-password");
  CHECK(decision.evidence[0].required_roles.at("password") == std::vector<std::string>{"password"});
  CHECK_FALSE(decision.evidence[0].a_site_each);
  REQUIRE(decision.grades.size() == 1);
  CHECK(decision.grades[0].when.at(0).at_least == 12);
  CHECK(decision.when_nothing == "unclear");
  CHECK(book.effect_roles == std::vector<std::pair<std::string, std::string>>{{"make-mac", "mac"}});
  CHECK(book.idioms.at(0).joins == ".");
  CHECK(book.transparent_methods == std::vector<std::string>{"strip"});
}

TEST_CASE("a framework stands before those it is built on") {
  const auto framework = [](const std::string& id, const std::string& more) {
    return RuleText{"rules/frameworks/" + id + ".yaml", "id: " + id + "\ntitle: T\ndistribution: pypi:" + id +
                                                            "\nlanguages: [python]\nroutes: []\nsource: s\n" +
                                                            more};
  };
  std::vector<RuleText> files{kRoles,
                              kEffects,
                              kDecision,
                              framework("a", ""),
                              framework("b", "stands_on: [a]\n"),
                              framework("c", "stands_on: [b]\n"),
                              framework("d", "")};
  const auto book = load_rules(files);
  REQUIRE(book.ok());
  std::vector<std::string> order;
  for (const FrameworkRule& rule : book->frameworks) order.push_back(rule.id);
  CHECK(order == std::vector<std::string>{"c", "b", "a", "d"});
}

}  // namespace assay
