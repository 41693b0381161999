// rules/rule_book.h - what assay knows of libraries, frameworks and decisions, as
// checked values. The YAML files under rules/ say it; loading is in load.h.
// The engine matches these structs and knows no library by name.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/rules/schema_rule.h"
#include "common/vocabulary/app.h"
#include "common/vocabulary/decision.h"
#include "common/vocabulary/manifest.h"
#include "common/vocabulary/value.h"

namespace assay {

// ---- Libraries: rules/libraries/{pypi,npm,stdlib}/NAME.yaml
// ------------------------------------------------

// How a found value is read.
enum class Reading {
  plain,      // numbers, text, booleans, lists as they stand
  duration,   // seconds: timedelta(...), "15m", "1 day", 3600; `unit` says what a bare number means
  keys,       // the constant keys of a dict, as a list
  expiry,     // the lifetime in seconds that a claims dict sets: exp = now + X
  digest,     // "sha256" from "sha256", "SHA-256", hashlib.sha256, hashes.SHA256()
  algorithm,  // a token algorithm in its registered spelling
};

// Where a parameter of a call is found. Exactly one place: by position and/or keyword (both where a language
// takes either), from `constructor` (the call that made the receiver), or from `chain` (the nearest call of
// that method in the builder chain the receiver is made of), or from a `setting` of the framework. Then, if
// given, `keys` (first present key of an options object), `split` (a text becomes the list of its parts) and
// `element` (of a list or tuple).
struct Locator {
  std::optional<int> position;
  std::string keyword;
  bool of_constructor = false;
  std::string chain;
  std::string setting;            // NAME = ... at the top of a module, or config["NAME"] = ...,
                                  // config.update(NAME=...): "PASSWORD_HASHERS"
  std::vector<std::string> keys;  // "cookie.maxAge" is a key of a key
  std::string split;              // ":"
  std::optional<int> element;
  Reading reading = Reading::plain;
  double unit = 1;     // seconds a bare number of a duration stands for; a factor for plain numbers
  std::string suffix;  // added to a text that was found: "/json"
};

struct DefaultValue {
  std::string versions;  // "<2.0", ">=3.1,<4"; empty: any version. First match wins
  Value value;
};

struct ParameterRule {
  std::vector<Locator> at;  // the first place that holds a value wins
  std::vector<DefaultValue> defaults;
  std::map<std::string, std::string>
      chain_adds;  // a list gains this word when the builder's chain has that method (setSubject -> sub)
  std::map<std::string, Value>
      map;  // text found -> value meant ("argon2" -> "argon2id"); others stay as they are
};

// What a choice such as password hashing by "bcrypt" is made of: fixed, or read from an argument.
struct ChoiceRule {
  std::string fixed;
  std::optional<ParameterRule> read;
};

// One function, class or method of a library, by its name as imported: "jwt.encode",
// "passlib.context.CryptContext.hash" (a method of what CryptContext(...) makes).
struct CallRule {
  std::string name;
  std::string
      does;  // a word of rules/effects.yaml: hash-password, verify-password, sign-token, make-mac, ...
  std::string makes;  // the class its result is an instance of, when that is not its own name
  std::optional<int> returns_argument;  // its value is that argument's (promisify, Buffer.from, str.encode)
  std::string returns_keyword;          // and its keyword, in languages that have them (pydantic.Field)
  bool returns_receiver = false;        // a builder method
  std::optional<int> runs_argument;  // it calls that argument with those after it, and gives what that gives
  bool returns_keywords = false;     // a dict of the keywords it is called with
  bool by_receiver = false;          // choice and parameters are those of the call that made the receiver
  std::optional<Locator> delegate;   // choice and parameters are those of the call that made this argument
  std::optional<ChoiceRule> choice;
  std::string library;  // when the work is done by another than this distribution
  std::map<std::string, Locator>
      arguments;  // the arguments that carry roles: password, key, salt, token, claims, left, right
  std::map<std::string, ParameterRule> parameters;
  std::map<std::string, std::map<std::string, ParameterRule>>
      per_choice;  // beside parameters, once the choice is known
  bool on_any_receiver =
      false;  // a method so named (the part after the last dot) on a receiver that can't be told counts,
              // where the distribution is declared (Django's user.set_password)
  // Not called itself: it takes effect when it is the first argument of a call of one of these methods, and
  // places count among that call's arguments: fastify.register(plugin, options),
  // app.add_middleware(Middleware, secret_key=...).
  std::vector<std::string> given_to;
  // A schema (zod.object, ...) whose parse methods give back a value with the fields that `fields` declares;
  // a field's default is what the method `default_by` of its builder chain was given. `parse` names those
  // methods, "safeParse.data" too.
  std::optional<Locator> fields;
  std::vector<std::string> parse;
  std::string default_by;
  // A class whose fields are read from the environment: the members that hold the variables' prefix
  // ("model_config.env_prefix"), the keywords of a field's call that name its variable, and the members that
  // say whether an empty variable is taken for none.
  std::vector<std::string> prefix;
  std::vector<std::string> named_by;
  std::vector<std::string> ignores_empty;
  std::string trap;  // a known surprise, told where the call decides
};

struct LibraryRule {
  std::string distribution;          // "pypi:PyJWT", "npm:jose", "stdlib:python", "stdlib:node"
  std::vector<std::string> modules;  // import names; npm: the package's name and its subpaths are understood
  Provenance provenance = Provenance::library;
  std::string shown;  // the name in reports where it is not the distribution's ("hashlib", "node:crypto")
  std::vector<CallRule> calls;
  SchemaRule schema = {};  // what its names say of a request's fields
  // Distributions whose mere presence answers for others: which jobs it does (dependency-footprint's `jobs`).
  std::vector<std::string> jobs;
  std::string trigger = {};  // "import", when left out: its import makes a file worth a parse; "calls": the
                             // import is too common, the names of calls that do something tell
  std::string source;        // where this was read
};

// ---- Frameworks: rules/frameworks/NAME.yaml
// ----------------------------------------------------------------

struct DocumentRule {
  std::string kind;     // openapi, swagger, redoc, graphql
  std::string keyword;  // of the app's constructor
  std::string default_path;
  std::string needs;  // another document without which this one is not served ("openapi")
};

struct FrameworkRule {
  std::string id;            // "fastapi"
  std::string title;         // "FastAPI"
  std::string distribution;  // "pypi:fastapi"
  std::vector<Language> languages;
  std::vector<std::string> stands_on;     // ids of frameworks it is built on, or that may serve beside it;
                                          // listed before them in the book
  std::vector<std::string> constructors;  // calls whose result is the app: "fastapi.FastAPI"
  std::vector<std::string> routers;       // calls whose result is a router: "fastapi.APIRouter"
  std::vector<std::string> methods;       // methods (of app and router) that declare a route: get, post, ...
  std::vector<std::string> include;       // methods that mount a router: include_router
  std::vector<std::string> file_types;    // parameter types that are uploads: "fastapi.UploadFile"
  std::vector<std::string> routes;        // the readers of model/frameworks that look for its routes
  // What the readers look for, by the job it does there: dependency -> [fastapi.Depends, fastapi.Security].
  // The jobs are a closed set, listed in read_framework.cc and explained in rules/README.md.
  std::map<std::string, std::vector<std::string>> names;
  std::string path_style;        // how parameters stand in its paths: braces, colon, angle, regex, brackets
  std::string path_join;         // text: prefix and path as they stand; segments: by exactly one slash
  bool guards_in_order = false;  // a guard holds for what is declared after it; else wherever it stands
  bool guards_pass_on = false;   // a mounted router's guards also hold for what comes after it below its path
  bool guards_whole_path = false;  // a guard's path is met whole, unless it ends in *
  std::vector<std::string> files;  // read whatever they hold: a name without ending, a folder ("pages/api/")
  std::vector<DocumentRule> documents;  // served by the framework itself
  bool generates_documents = false;
  std::vector<std::string>
      unsure_with;  // arguments of the constructor that may change its documents out of sight: "plugins"
  std::string build, start, ready_path;  // {entry} and {port} stand for the entry point and the port
  std::string source;
};

// ---- Decisions: rules/ID/decision.yaml and rules/ID/evidence/*.yaml
// ----------------------------------------

struct GradeCondition {
  std::string parameter;
  std::optional<double> at_least, below;
  std::vector<std::string> one_of;
  std::optional<bool> known;  // true: must be known; false: must not be
};

struct GradeRule {
  std::vector<std::string> choices;     // empty: any
  std::vector<Provenance> provenances;  // empty: any
  std::vector<GradeCondition> when;     // all must hold
  Grade grade = Grade::unclear;
  std::string says;  // the threshold and its source
};

// How a static answer predicts a test's verdict.
struct TestRule {
  std::string id;
  std::string predicts;  // closed set: by-grade (broken fails, else passes), parameter-false (passes if the
                         // parameter is false, fails if a path), works (the test passes)
  std::string parameter;
  // Names of TestResult::observed compared with choice ("choice") or parameters, when both sides know them.
  std::vector<std::string> compares;
};

struct EvidenceRule {
  std::string name;  // file name without .yaml
  std::string says;
  // The predicate; exactly one of these is set.
  std::string call_does;  // a call with this effect; required_roles must hold for its arguments
  std::map<std::string, std::vector<std::string>> required_roles;  // argument name -> roles, any of which
  std::vector<std::string>
      not_named;  // a call whose function or claims are named in one of these roles is another's matter
  std::vector<std::string> function_reaches;  // a function of the repo that reaches all of these effects,
                                              // itself or through others of the repo
  std::vector<std::string>
      compares_roles;  // == or != where one side has one of these roles and the other is no literal
  bool framework_documents = false;  // the framework's own documents, with its constructor's arguments

  std::string choice;                    // "from-library" or one of the decision's choices
  std::optional<Provenance> provenance;  // none: the library's
  bool a_site_each = false;              // each match is an answer of its own (secret-comparison)
};

// A bound that the app's code sets by a comparison: `byteLength(password) <= 72` refuses what bcrypt would
// cut.
struct LimitRule {
  std::string parameter, value;      // what it tells
  std::vector<std::string> choices;  // of these choices
  double at = 0;                     // the figure a length is compared with
};

struct DecisionRule {
  std::string id, title, question;
  std::vector<std::string> choices;     // best first
  std::vector<std::string> parameters;  // every name an answer of this decision may carry
  std::vector<std::string>
      internal_parameters;   // those that only serve to grade: known to grades, told in no answer
  std::string when_nothing;  // choice when no evidence matched: "none", "n/a", or "unclear"
  std::string when_nothing_says;
  std::vector<GradeRule> grades;  // first match wins
  // Parameters told by what the app does somewhere: parameter -> effect -> value. Several give a list.
  std::map<std::string, std::map<std::string, std::string>> told_by_effects;
  std::vector<LimitRule> limits;
  std::vector<TestRule> tests;
  std::vector<std::string> references;
  std::map<std::string, std::string> remedies;  // framework id or language -> text; "default"
  std::string searched;                         // what was looked at, for `none` and `unclear`
  std::vector<EvidenceRule> evidence;
};

// ---- Roles of values: rules/roles.yaml
// ---------------------------------------------------------------------

// A role that a name suggests: words are matched against the words of an identifier (snake and camel case
// alike).
struct NameRoleRule {
  std::string role;                    // password, password-hash, mac, token, key, code, user-input
  std::vector<std::string> words;      // "password", "passwd", "reset token" (all words, in order)
  std::vector<std::string> not_words;  // "confirm", "policy", "length", ...
};

// ---- Idioms: rules/effects.yaml `idioms`
// --------------------------------------------------------------------

// An effect that no library's function stands for: a method with a telling argument (x.toString("base64url"),
// token.split(".")) or a separator that joins texts (f"{a}.{b}", a + "." + b, ".".join([a, b])).
struct IdiomRule {
  std::string effect;
  std::vector<std::string> methods;  // with `argument` as a constant among the arguments
  std::string argument;
  std::string joins;  // else: the separator
};

struct RuleBook {
  std::vector<LibraryRule> libraries;
  std::vector<FrameworkRule> frameworks;
  std::vector<DecisionRule> decisions;
  std::vector<NameRoleRule> name_roles;
  std::vector<std::string> effects;             // the closed list of what a call can do
  std::vector<std::string> supporting_effects;  // those that count only beside others: no trigger
  // rules/effects.yaml `makes`: the role of what a call with that effect gives: make-mac -> mac,
  // hash-password -> password-hash.
  std::vector<std::pair<std::string, std::string>> effect_roles;
  std::vector<IdiomRule> idioms;
  std::vector<std::string> taking_methods;   // `taking`: take a key's value out of a mapping (get, getlist)
  std::vector<std::string> copying_methods;  // `copying`: give all of a mapping, in another form (to_dict)
  std::vector<std::string> telling_methods;  // `telling`: say where something stands in a value (indexOf)
  std::vector<std::string> transparent_methods;  // rules/roles.yaml `methods`: give their receiver's value
                                                 // back (encode, strip, toString)
};

}  // namespace assay
