#include "reading/model/routes/views.h"

#include <algorithm>
#include <set>

#include "common/base/text.h"
#include "reading/model/routes/methods.h"

namespace assay::model {
namespace {

constexpr std::size_t kMaxBases = 16;

// A class and its bases in the repository, breadth first; each once.
std::vector<FunctionPlace> line_of(const Program& program, const Meaning& type) {
  std::vector<FunctionPlace> line{{type.file, type.definition}};
  for (std::size_t n = 0; n < line.size() && line.size() < kMaxBases; ++n) {
    const FunctionPlace place = line[n];
    const facts::FileFacts& facts = program.files()[place.file];
    for (const Index base : facts.definitions[place.definition].bases) {
      const MeaningRef meaning =
          program.evaluator().evaluate({place.file, base, scope_of(facts, place.definition), nullptr});
      if (!meaning->is(Meaning::Kind::type)) continue;
      const bool again = std::any_of(line.begin(), line.end(), [&](const FunctionPlace& other) {
        return other.file == meaning->file && other.definition == meaning->definition;
      });
      if (!again) line.push_back({meaning->file, meaning->definition});
    }
  }
  return line;
}

}  // namespace

std::vector<FunctionPlace> functions_of(const Program& program, const Meaning& type) {
  std::vector<FunctionPlace> functions;
  std::set<std::string> seen;
  for (const FunctionPlace& place : line_of(program, type)) {
    const facts::FileFacts& facts = program.files()[place.file];
    for (Index d = place.definition + 1; d < facts.definitions.size(); ++d) {
      const facts::Definition& definition = facts.definitions[d];
      // Definitions stand in source order: past the class's end there are none of its own.
      if (definition.range.start > facts.definitions[place.definition].range.end) break;
      const bool own =
          definition.parent == place.definition && definition.kind == facts::Definition::Kind::function;
      if (own && seen.insert(facts.text(definition.name)).second) functions.push_back({place.file, d});
    }
  }
  return functions;
}

std::vector<ViewMethod> view_methods(const Program& program, const Meaning& type) {
  std::vector<ViewMethod> methods;
  for (const FunctionPlace& place : functions_of(program, type)) {
    const facts::FileFacts& facts = program.files()[place.file];
    const std::string& name = facts.text(facts.definitions[place.definition].name);
    const std::string method = to_upper(name);
    if (name != method && is_http_method(method) && counts_as_route(method))
      methods.push_back({method, place});
  }
  return methods;
}

Origin class_value(const Program& program, const Meaning& type, const std::string& name) {
  for (const FunctionPlace& place : line_of(program, type)) {
    const facts::FileFacts& facts = program.files()[place.file];
    const auto symbol = facts.symbols.find(name);
    if (!symbol) continue;
    const std::vector<Binding>& members =
        program.evaluator().scopes(place.file).member(place.definition, *symbol);
    for (auto binding = members.rbegin(); binding != members.rend(); ++binding)
      if (binding->kind == Binding::Kind::assignment)
        return {place.file, facts.assignments[binding->index].value, place.definition, nullptr};
  }
  return {};
}

std::vector<Origin> decorators_from(const Program& program, FunctionPlace place, std::uint32_t n) {
  const facts::FileFacts& facts = program.files()[place.file];
  const facts::Definition& definition = facts.definitions[place.definition];
  std::vector<Origin> decorators;
  for (; n < definition.decorators_count; ++n)
    decorators.push_back({place.file, facts.decorators[definition.decorators_first + n],
                          scope_of(facts, place.definition), nullptr});
  return decorators;
}

std::vector<std::string> applied_guards(const Program& program, const Following& following,
                                        const Origin& list) {
  std::vector<std::string> guards;
  for (const Origin& item : following.items(list)) guards.push_back(guard_name(program, item));
  std::reverse(guards.begin(), guards.end());
  return guards;
}

}  // namespace assay::model
