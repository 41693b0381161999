#include "support/labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace assay::test {
namespace {

using nlohmann::json;

// Case and - _ . are folded; node:crypto is crypto.
std::string folded(std::string text) {
  if (text.starts_with("node:")) text = text.substr(5);
  std::string out;
  for (const char c : text)
    out += c == '-' || c == '_' || c == '.' ? '-'
                                            : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

std::vector<std::string> words(const YAML::Node& node) {
  std::vector<std::string> out;
  if (node.IsScalar()) out.push_back(node.as<std::string>());
  if (node.IsSequence())
    for (const YAML::Node& item : node) out.push_back(item.as<std::string>());
  return out;
}

// "Flask-Login, Flask-HTTPAuth" names two.
std::vector<std::string> libraries(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t start = 0; start <= text.size();) {
    std::size_t comma = text.find(", ", start);
    if (comma == std::string::npos) comma = text.size();
    out.push_back(folded(text.substr(start, comma - start)));
    start = comma + 2;
  }
  return out;
}

bool same_scalar(const std::string& wanted, const json& given) {
  if (given.is_boolean()) return wanted == (given.get<bool>() ? "true" : "false");
  if (given.is_number()) {
    try {
      return std::fabs(std::stod(wanted) - given.get<double>()) < 1e-9;
    } catch (const std::exception&) {
      return false;
    }
  }
  return given.is_string() && given.get<std::string>() == wanted;
}

bool same_value(const YAML::Node& wanted, const json& given) {
  if (wanted.IsScalar()) {
    if (given.is_array() && given.size() == 1) return same_scalar(wanted.Scalar(), given[0]);
    return same_scalar(wanted.Scalar(), given);
  }
  if (!wanted.IsSequence()) return false;
  std::multiset<std::string> a, b;
  for (const YAML::Node& item : wanted) a.insert(item.Scalar());
  if (given.is_string()) b.insert(given.get<std::string>());
  if (given.is_array())
    for (const json& item : given) b.insert(item.is_string() ? item.get<std::string>() : item.dump());
  return a == b;
}

struct Place {
  std::string file;
  int line = 0;
};

std::vector<Place> places(const YAML::Node& at) {
  std::vector<Place> out;
  if (!at) return out;
  for (const YAML::Node& item : at) {
    const std::string text = item.as<std::string>();
    const std::size_t colon = text.rfind(':');
    out.push_back({text.substr(0, colon), std::stoi(text.substr(colon + 1))});
  }
  return out;
}

bool stands_at(const json& evidence, const Place& place) {
  const json& at = evidence["at"];
  const int first = at["line"], last = std::max<int>(first, at["end_line"]);
  return at["file"] == place.file && first <= place.line && place.line <= last;
}

bool holds(const json& decision, const Place& place) {
  return std::any_of(decision["evidence"].begin(), decision["evidence"].end(),
                     [&](const json& evidence) { return stands_at(evidence, place); });
}

bool holds_any(const json& decision, const YAML::Node& at) {
  const std::vector<Place> all = places(at);
  return std::any_of(all.begin(), all.end(), [&](const Place& place) { return holds(decision, place); });
}

std::string first_evidence(const json& decision) {
  if (decision["evidence"].empty()) return "nowhere";
  const json& at = decision["evidence"][0]["at"];
  return fmt::format("{}:{}", at["file"].get<std::string>(), at["line"].get<int>());
}

// Parameters that are words for a reader, without a settled form.
bool is_told_only(const std::string& name) {
  return name == "what" || name == "jobs";
}

// What of an answer contradicts its label; empty: nothing.
std::string difference(const json& decision, const YAML::Node& label, bool whole) {
  const std::string choice = decision["choice"];
  if (label["choice"]) {
    std::vector<std::string> good = words(label["choice"]);
    if (label["accept"])
      for (const std::string& word : words(label["accept"])) good.push_back(word);
    if (std::find(good.begin(), good.end(), choice) == good.end())
      return fmt::format("choice {} instead of {}", choice, good.front());
  }
  if (label["provenance"] && decision["provenance"] != label["provenance"].Scalar())
    return fmt::format("provenance {} instead of {}", decision["provenance"].get<std::string>(),
                       label["provenance"].Scalar());
  if (label["library"]) {
    const std::vector<std::string> good = libraries(label["library"].Scalar());
    const std::string given = folded(decision["library"].get<std::string>());
    if (std::find(good.begin(), good.end(), given) == good.end())
      return fmt::format("library {} instead of {}", decision["library"].get<std::string>(),
                         label["library"].Scalar());
  }
  const json& parameters = decision["parameters"];
  if (label["params"])
    for (const auto& wanted : label["params"]) {
      const std::string name = wanted.first.Scalar();
      if (!parameters.contains(name)) {
        // "false" of a document says that there is none: where the question does not arise, nothing says it
        // too.
        const bool nothing = choice == "n/a" && wanted.second.IsScalar() && wanted.second.Scalar() == "false";
        if (whole && !nothing) return fmt::format("parameter {} is missing", name);
        continue;
      }
      const json& given = parameters[name]["value"];
      if (given.is_null()) {
        if (whole) return fmt::format("parameter {} is not known", name);
        continue;
      }
      if (!same_value(wanted.second, given))
        return fmt::format("{} {} instead of {}", name, given.dump(), YAML::Dump(wanted.second));
    }
  if (whole)
    for (const auto& [name, _] : parameters.items())
      if (!is_told_only(name) && !(label["params"] && label["params"][name]))
        return fmt::format("parameter {} is in no label", name);
  if (label["grade"] && decision["grade"] != "unclear" && decision["grade"] != label["grade"].Scalar())
    return fmt::format("grade {} instead of {}", decision["grade"].dump(), label["grade"].Scalar());
  if (label["at"] && label["at"].size() > 0 && !holds_any(decision, label["at"]))
    return fmt::format("evidence at {} and not at {}", first_evidence(decision), label["at"][0].Scalar());
  if (whole && label["at"] && label["at"].size() > 0 && !decision["evidence"].empty()) {
    const std::string deciding = first_evidence(decision);
    if (!stands_at(decision["evidence"][0], places(label["at"]).front()))
      return fmt::format("the deciding line is {} instead of {}", deciding, label["at"][0].Scalar());
  }
  return "";
}

ScoredAnswer score_one(const json& decision, const YAML::Node& label, bool whole) {
  ScoredAnswer answer;
  answer.decision = decision["id"];
  const std::string reason = decision["reason"];
  const bool graded_unclear = label["grade"] && decision["grade"] == "unclear";
  if (decision["choice"] == "unclear") {
    answer.why = reason;
    return answer;
  }
  answer.why = difference(decision, label, whole);
  answer.score = !answer.why.empty() ? Score::wrong : graded_unclear ? Score::unclear : Score::right;
  if (answer.score == Score::unclear) answer.why = reason;
  return answer;
}

const json* app_of(const json& report, const YAML::Node& label) {
  const std::string root = label["root"].as<std::string>();
  const std::string framework = label["framework"].as<std::string>();
  const json* best = nullptr;
  for (const json& app : report["apps"]) {
    if (app["root"] == root) return &app;
    // The label's root may be the folder of the code, ours that of the manifest above it.
    const std::string ours = app["root"];
    const bool near =
        ours == "." || root.starts_with(ours + "/") || ours.starts_with(root == "." ? "" : root + "/");
    if (near && (best == nullptr || app["framework"] == framework)) best = &app;
  }
  return best;
}

std::vector<ScoredAnswer> score_sites(const std::vector<const json*>& sites, const std::string& decision,
                                      const YAML::Node& labels, bool whole) {
  std::vector<ScoredAnswer> out;
  std::set<const json*> taken;
  for (const YAML::Node& label : labels) {
    const json* found = nullptr;
    for (const json* site : sites)
      if (found == nullptr && !taken.contains(site) && holds_any(*site, label["at"])) found = site;
    ScoredAnswer answer{Score::unclear, decision, label["at"][0].as<std::string>(), "not found"};
    if (found != nullptr) {
      taken.insert(found);
      const std::string subject = answer.subject;
      answer = score_one(*found, label, whole);
      answer.subject = subject;
    } else if (whole) {
      answer.score = Score::wrong;
    }
    out.push_back(answer);
  }
  for (const json* site : sites)
    // An answer without evidence says that no site was recognised; it is none itself.
    if (!taken.contains(site) && !(*site)["evidence"].empty())
      out.push_back({whole ? Score::wrong : Score::extra, decision, first_evidence(*site),
                     fmt::format("{}, in no label", (*site)["choice"].get<std::string>())});
  return out;
}

}  // namespace

const char* to_string(Score score) {
  switch (score) {
    case Score::right:
      return "right";
    case Score::wrong:
      return "wrong";
    case Score::unclear:
      return "unclear";
    case Score::extra:
      return "extra";
  }
  return "extra";
}

std::vector<ScoredAnswer> score_app(const json& report, const YAML::Node& label,
                                    const ScoreOptions& options) {
  std::vector<ScoredAnswer> out;
  const json* app = app_of(report, label);
  for (const std::string& id : options.decisions) {
    const YAML::Node wanted = label["decisions"][id];
    if (!wanted) continue;
    std::vector<const json*> given;
    for (const json& decision : report["decisions"])
      if (app != nullptr && decision["id"] == id && decision["app"] == (*app)["root"])
        given.push_back(&decision);
    if (wanted.IsSequence()) {
      const std::vector<ScoredAnswer> sites = score_sites(given, id, wanted, options.whole);
      out.insert(out.end(), sites.begin(), sites.end());
    } else if (given.empty()) {
      out.push_back({options.whole ? Score::wrong : Score::unclear, id, "",
                     app == nullptr ? "no such app was found" : "no answer"});
    } else {
      out.push_back(score_one(*given.front(), wanted, options.whole));
    }
  }
  return out;
}

std::vector<std::string> differing_verdicts(const json& report, const YAML::Node& label) {
  std::map<std::string, std::string> wanted, given;
  for (const auto& test : label["tests"]) wanted[test.first.Scalar()] = test.second.Scalar();
  std::map<std::string, std::string> reasons;
  for (const json& test : report["tests"]) {
    given[test["id"]] = test["verdict"];
    reasons[test["id"]] = test.value("reason", "");
  }
  std::vector<std::string> out;
  for (const auto& [id, verdict] : wanted)
    if (!given.contains(id))
      out.push_back(fmt::format("{}: expected {}, not in the ledger", id, verdict));
    else if (given[id] != verdict)
      out.push_back(fmt::format("{}: expected {}, got {} ({})", id, verdict, given[id], reasons[id]));
  for (const auto& [id, verdict] : given)
    if (!wanted.contains(id)) out.push_back(fmt::format("{}: got {}, expected nowhere", id, verdict));
  return out;
}

}  // namespace assay::test
