#include "trying/roles/binder.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "common/base/text.h"

namespace assay {
namespace {

constexpr int kOfResource = 3;
constexpr int kTakesFiles = 4;
constexpr int kNotThere = -1'000;

// The collection that list and create belong to; members stand one parameter below.
struct Resource {
  std::string path;  // shape: "/jobs"
  int score = 0;
};

std::string collection_of(const Candidate& candidate) {
  const std::string shape = path_shape(candidate.path);
  const auto parameter = shape.find("/{}");
  return parameter == std::string::npos ? shape : shape.substr(0, parameter);
}

bool stands_directly_on(const Candidate& candidate, const std::string& collection) {
  const std::string shape = path_shape(candidate.path);
  return shape == collection || shape == collection + "/{}";
}

bool is_excluded(const std::string& collection, const RoleBook& book) {
  const auto words = words_of(collection);
  if (words.empty()) return true;
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(book.not_a_resource.begin(), book.not_a_resource.end(), word) !=
           book.not_a_resource.end();
  });
}

// "The one with the most of list, create, read, update, delete behind a guard."
Resource find_resource(const RoleBook& book, const std::vector<Candidate>& candidates) {
  std::map<std::string, std::set<std::string>> kinds;
  std::map<std::string, int> guards;
  for (const Candidate& candidate : candidates) {
    const std::string collection = collection_of(candidate);
    if (is_excluded(collection, book) || !stands_directly_on(candidate, collection)) continue;
    kinds[collection].insert(candidate.method + std::to_string(count_parameters(candidate.path)));
    guards[collection] += candidate.guarded ? 1 : 0;
  }
  Resource best;
  for (const auto& [path, found] : kinds) {
    const bool makes = found.count("POST0") != 0;
    const int score = static_cast<int>(found.size()) * 2 + guards[path] + (makes ? 3 : 0);
    if (score > best.score) best = Resource{path, score};
  }
  return best;
}

int points_of_words(const std::map<std::string, int>& points, const std::vector<std::string>& words) {
  int sum = 0;
  std::set<std::string> counted_words;
  for (const std::string& word : words)
    if (const auto found = points.find(word); found != points.end() && counted_words.insert(word).second)
      sum += found->second;
  return sum;
}

int points_of_fields(const RoleRule& rule, const Candidate& candidate) {
  int sum = 0;
  for (const Field& field : candidate.fields)
    if (const auto found = rule.fields.find(field.name); found != rule.fields.end()) sum += found->second;
  return sum;
}

// list, create, read, update and delete have no words of their own: they stand on the resource itself.
bool stands_on_resource(const RoleRule& rule, const Candidate& candidate, const Resource& resource) {
  const std::string shape = path_shape(candidate.path);
  const std::string wanted = resource.path + (rule.parameters == 1 ? "/{}" : "");
  if (rule.words.empty()) return shape == wanted;
  return shape.starts_with(wanted + "/");
}

int score(const RoleRule& rule, const Candidate& candidate, const Resource& resource) {
  const auto method = rule.methods.find(candidate.method);
  if (method == rule.methods.end()) return kNotThere;
  if (rule.parameters >= 0 && count_parameters(candidate.path) != rule.parameters) return kNotThere;
  int sum = method->second + points_of_fields(rule, candidate);
  if (rule.of_resource) {
    const bool on_resource = !resource.path.empty() && stands_on_resource(rule, candidate, resource);
    if (!on_resource && rule.words.empty()) return kNotThere;
    sum += on_resource ? kOfResource : 0;
  }
  if (rule.takes_files) sum += candidate.takes_files ? kTakesFiles : 0;
  // A handler's name confirms a path; alone it counts half.
  return sum + points_of_words(rule.words, words_of(candidate.path)) +
         points_of_words(rule.words, words_of(candidate.handler)) / 2;
}

std::string field_names(const std::vector<Field>& fields) {
  std::vector<std::string> names;
  for (const Field& field : fields) names.push_back(field.name);
  return names.empty() ? "" : fmt::format(" {{{}}}", fmt::join(names, ", "));
}

BoundRole bound_to(const RoleRule& rule, const Candidate& candidate) {
  const std::string& role = rule.role;
  BoundRole bound;
  bound.fields = candidate.fields;
  if (bound.fields.empty())
    for (const std::string& name : rule.assume) bound.fields.push_back(Field{name, "", true});
  bound.takes_files = candidate.takes_files;
  bound.guarded = candidate.guarded;
  Binding& binding = bound.binding;
  binding.role = role;
  binding.method = candidate.method;
  binding.path = candidate.path;
  for (const Field& field : bound.fields) binding.fields.push_back(field.name);
  binding.form = candidate.form;
  binding.from = candidate.from;
  binding.why = fmt::format("{} <- {} {}{}: {}, {}", role, candidate.method, candidate.path,
                            field_names(bound.fields), candidate.from, candidate.at);
  return bound;
}

Candidate as_candidate(const RoleOverride& by_hand) {
  Candidate candidate{by_hand.method,           by_hand.path, "",           {},        by_hand.form,
                      by_hand.role == "upload", true,         "assay.yaml", by_hand.at};
  for (const std::string& field : by_hand.fields) candidate.fields.push_back(Field{field, "", true});
  return candidate;
}

const Candidate* best_candidate(const RoleRule& rule, const std::vector<Candidate>& candidates,
                                const Resource& resource) {
  const Candidate* best = nullptr;
  int best_score = rule.least - 1;
  for (const Candidate& candidate : candidates) {
    const int points = score(rule, candidate, resource);
    const bool shorter = best && points == best_score && candidate.path.size() < best->path.size();
    if (points > best_score || shorter) {
      best = &candidate;
      best_score = points;
    }
  }
  return best;
}

std::string describe_search(const std::vector<Candidate>& candidates) {
  if (candidates.empty())
    return "no route is known: the app shows no OpenAPI document and none was read from the code";
  std::map<std::string, std::size_t> by_source;
  for (const Candidate& candidate : candidates) ++by_source[candidate.from];
  std::vector<std::string> parts;
  for (const auto& [source, count] : by_source)
    parts.push_back(fmt::format("{} ({})", counted(count, "route"), source));
  return fmt::format("{}", fmt::join(parts, ", "));
}

void judge_kind(const RoleBook& book, const std::vector<Candidate>& candidates, RoleMap& map) {
  std::size_t present = 0;
  for (const RoutePattern& wanted : book.study_routes)
    present +=
        std::any_of(candidates.begin(), candidates.end(),
                    [&](const Candidate& c) {
                      return c.method == wanted.method && path_shape(c.path) == path_shape(wanted.path);
                    })
            ? 1
            : 0;
  const std::size_t all = book.study_routes.size();
  map.study_kind = all > 0 && present * 10 >= all * 7;
  map.study_says = fmt::format("{} app of the study's kind: {} of {} routes of its prompts are there",
                               map.study_kind ? "an" : "not an", present, all);
}

}  // namespace

const BoundRole* RoleMap::find(const std::string& role) const {
  const auto found = roles_.find(role);
  return found == roles_.end() ? nullptr : &found->second;
}

void RoleMap::bind(BoundRole bound) {
  std::string role = bound.binding.role;
  roles_.insert_or_assign(std::move(role), std::move(bound));
}

std::vector<Binding> RoleMap::bindings(const std::vector<std::string>& order) const {
  std::vector<Binding> result;
  for (const std::string& role : order)
    if (const BoundRole* bound = find(role)) result.push_back(bound->binding);
  return result;
}

RoleMap bind_roles(const RoleBook& book, const std::vector<RoleOverride>& overrides,
                   const std::vector<Candidate>& candidates) {
  RoleMap map;
  map.searched = describe_search(candidates);
  const Resource resource = find_resource(book, candidates);
  for (const RoleRule& rule : book.roles) {
    const auto by_hand = std::find_if(overrides.begin(), overrides.end(),
                                      [&](const RoleOverride& o) { return o.role == rule.role; });
    if (by_hand != overrides.end()) {
      map.bind(bound_to(rule, as_candidate(*by_hand)));
      continue;
    }
    if (const Candidate* best = best_candidate(rule, candidates, resource))
      map.bind(bound_to(rule, *best));
    else
      map.unbound.push_back(fmt::format("{}: nothing fits among {}", rule.role, map.searched));
  }
  judge_kind(book, candidates, map);
  return map;
}

}  // namespace assay
