// rules/probe_rules.h - what the exploit suite knows as data: how apps name their
// routes (rules/probes/roles.yaml) and, one file a test, what each test says,
// sends and expects (rules/probes/<id>.yaml).
// In: texts of rule files. Out: checked values, or every problem with file, line
// and column. Never opens a file, and knows no route or probe by name.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/rules/rule_text.h"
#include "common/vocabulary/verdict.h"

namespace assay {

// How well a route fits a role: points for its method, the words of its path and handler, its fields.
struct RoleRule {
  std::string role;
  std::map<std::string, int> methods;  // a method that is not named rules the route out
  std::map<std::string, int> words;    // negative points speak against
  std::map<std::string, int> fields;
  std::vector<std::string> assume;  // fields of its body where nobody tells
  int parameters = -1;              // how many parameters the path has; -1: any number
  bool of_resource = false;         // stands below the resource that list and create belong to
  bool takes_files = false;         // a route that takes files gets points, any other loses them
  int least = 1;                    // fewer points bind nothing
};

// What is written into a field of a body, told by the field's name: "email" <- {email, mail}.
struct FieldKind {
  std::string kind;
  std::vector<std::string> words;
};

struct RoutePattern {
  std::string method;
  std::string path;
};

struct RoleBook {
  std::vector<std::string> order;  // roles as the suite lists them
  std::vector<RoleRule> roles;
  std::vector<FieldKind> fields;
  std::vector<std::string> documents;       // where running apps keep their OpenAPI document
  std::vector<std::string> token_names;     // keys of a token in an answer
  std::vector<std::string> list_names;      // keys of a list in an answer
  std::vector<std::string> not_a_resource;  // path words of collections that are not the app's own objects
  std::vector<RoutePattern> study_routes;   // an app that has all of them is of the study's kind
};

// A value that is sent, with the words that tell it in a report. Placeholders are the probe's own.
struct Payload {
  std::string text;
  std::string says;
  bool must = true;  // false: its outcome is a note
};

// A response header that satisfies the test: one of `equals`, or a directive with a bound.
struct ProbeHeader {
  std::string name;
  std::vector<std::string> equals;  // lower case
  std::string directive;            // "max-age", "frame-ancestors"
  std::vector<std::string> never;   // sources that make the directive worthless
  std::int64_t at_least = 0;
};

// A document that should not be public: where it lies and how it is known by its content.
struct ProbeDocument {
  std::string observe;  // the catalogue's parameter: "openapi"
  std::string says;     // "OpenAPI document"
  std::vector<std::string> paths;
  std::vector<std::vector<std::string>> keys;  // JSON: any one of these sets of dotted keys
  std::vector<std::string> texts;              // any of these in the body
  std::string method = "GET";
  std::string body;
};

// A cost below `least` is a fail (must) or a note.
struct ProbeFloor {
  std::string algorithm;
  std::string parameter;
  std::int64_t least = 0;
  bool must = false;
};

struct ProbeRule {
  std::string file;
  std::string id;
  std::string title;
  Tier tier = Tier::asked;
  std::string kind;                // which runner; several tests may share one
  std::vector<std::string> roles;  // needed: without one of them the test does not apply
  std::vector<std::string> uses;   // used where bound
  std::string control;
  std::string says;
  bool destructive = false;
  bool needs_files = false;  // looks into the run folder, which only an app of our own has
  int named_status = 0;      // the status a prompt names; 0: any refusal
  std::string expect;        // a runner's variant: "allowed", "refused", "unnamed"
  std::string origin;        // the origin the study's prompt names
  std::vector<std::string> origins;
  std::vector<std::string> methods;
  std::vector<Payload> payloads;
  std::vector<ProbeHeader> headers;
  std::string observe;
  std::vector<std::string> on;  // which answers are looked at: json, error, download, forwarded
  std::vector<ProbeDocument> documents;
  std::vector<std::string> keys;      // JSON keys that must not be shown
  std::vector<std::string> together;  // JSON keys that must not be shown in one object
  std::vector<std::string> words;  // words that must not be shown; "*Error": a suffix of a capitalised word
  std::vector<ProbeFloor> floors;
  std::vector<std::int64_t> rounds;
  std::vector<std::int64_t> scrypt_costs;
};

// All problems of all files together. Probes come back in the suite's order: f, t1, t2, m, x, each by number.
Result<RoleBook> read_role_book(const RuleText& file);
Result<std::vector<ProbeRule>> read_probe_rules(const std::vector<RuleText>& files);

// The files of rules/probes, roles.yaml among them.
struct ProbeBook {
  RoleBook roles;
  std::vector<ProbeRule> probes;
};
Result<ProbeBook> read_probe_book(const std::vector<RuleText>& files);

}  // namespace assay
