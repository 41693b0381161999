// model/evaluator.h - follows names, members and calls through the program to what an
// expression means: a constant, a library's function, an environment variable, a class of the repository.
//
// In: facts, scopes and resolved modules of all files. Out: Meaning. Nothing runs; calls of the repository's
// own functions are followed to what they return, within budgets of depth and steps. When a budget is hit, or
// a name can't be tied to anything, the answer is `unknown`: one guess here would become many wrong answers
// above.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "common/rules/rule_book.h"
#include "reading/facts/facts.h"
#include "reading/model/meaning.h"
#include "reading/model/modules.h"
#include "reading/model/scopes.h"

namespace assay::model {

class Evaluator {
 public:
  Evaluator(const std::vector<facts::FileFacts>& files, const std::vector<Scopes>& scopes,
            const ModuleResolver& modules, const RuleBook& rules);

  MeaningRef evaluate(const Origin& origin);

  // What a module of the repository gives out under a name.
  MeaningRef module_member(FileIndex file, const std::string& name);

  // object.name, at a place (for evidence).
  MeaningRef member(const MeaningRef& object, const std::string& name, const Origin& at);

  // The n-th positional argument or the one with that keyword of a call; an unknown Origin where there is
  // none or a spread hides it.
  Origin argument(const Origin& call, std::optional<int> position, const std::string& keyword) const;

  // The argument a call gives to a parameter of a function of the repository, or its default.
  Origin argument_for(const Frame& frame, Index parameter) const;

  // Frames to look into a function as called from `call`.
  FrameRef frame_for(const Origin& call, FileIndex file, Index definition) const;

  // The same for a function that `call` hands to a library, which calls it with what is `given`; parameters
  // past those, and those given an unknown Origin, stay parameters.
  FrameRef frame_given(const Origin& call, FileIndex file, Index definition, std::vector<Origin> given) const;

  // The methods that give their receiver's value back: encode, strip, toString.
  bool is_transparent(const std::string& method) const { return transparent_.contains(method); }

  // What a function returns or yields: into the exits of its file, in source order.
  const std::vector<Index>& exits_of(FileIndex file, Index definition) const;

  // How many expressions were given up for depth or steps.
  std::size_t given_up() const { return given_up_; }

  const facts::FileFacts& facts(FileIndex file) const { return files_[file]; }
  const Scopes& scopes(FileIndex file) const { return scopes_[file]; }
  const std::vector<facts::FileFacts>& files() const { return files_; }

 private:
  MeaningRef evaluate_new(const Origin& origin);

  // evaluate_names.cc
  MeaningRef name_meaning(const Origin& origin);
  MeaningRef receiver_of(const Origin& place);
  MeaningRef receiver_in(const Origin& use, Index class_definition);
  MeaningRef mutated(const MeaningRef& made, const Origin& use);
  MeaningRef as_dict(const MeaningRef& meaning);
  MeaningRef bindings_meaning(const std::vector<Binding>& bindings, const Origin& use);
  MeaningRef binding_meaning(const Binding& binding, const Origin& use);
  MeaningRef assignment_meaning(Index assignment, const std::vector<Step>& path, const Origin& use);
  MeaningRef counted_member(FileIndex file, Index assignment);
  MeaningRef parameter_meaning(const Binding& binding, const Origin& use);
  MeaningRef global_meaning(FileIndex file, const std::string& name) const;
  MeaningRef annotated(Index annotation, const Origin& use, int depth = 0);
  MeaningRef along(MeaningRef meaning, const std::vector<Step>& path, const Origin& pattern);

  // evaluate_imports.cc
  MeaningRef import_meaning(FileIndex file, const facts::Import& import);
  MeaningRef imported_by_name(const Origin& call);
  MeaningRef loaded_module(const Origin& call);
  MeaningRef target_meaning(const ModuleTarget& target) const;
  MeaningRef target_member(const ModuleTarget& target, const std::string& name);
  MeaningRef javascript_export(FileIndex file, const std::string& name, int depth);

  // evaluate_members.cc
  MeaningRef of_unknown(const MeaningRef& object, const std::string& name) const;
  using Classes = std::set<std::pair<FileIndex, Index>>;
  MeaningRef type_member(const Meaning& type, const std::string& name, const Origin& at);
  MeaningRef type_member(const Meaning& type, const std::string& name, const Origin& at, Classes& seen);
  MeaningRef object_member(const MeaningRef& object, const std::string& name, const Origin& at);
  MeaningRef field_of_class(const Meaning& object, FileIndex file, Index definition, const std::string& name,
                            const Origin& at, Classes& seen);
  MeaningRef given_attribute(const Meaning& object, FileIndex file, Index definition, facts::Symbol name,
                             const Origin& at);
  MeaningRef declared_member(const Meaning& object, FileIndex file, Index definition, facts::Symbol name,
                             const Origin& at);
  MeaningRef constructor_field(const Meaning& object, FileIndex file, Index definition, facts::Symbol name);
  Origin positional_field(const Meaning& object, const std::string& name);
  bool collect_fields(FileIndex file, Index definition, std::vector<std::string>& fields, Classes& seen);
  MeaningRef ruled_member(const MeaningRef& base, const std::string& name, const Origin& at) const;
  const CallRule* settings_rule(FileIndex file, Index definition);
  MeaningRef settings_field(const CallRule& settings, FileIndex file, Index definition,
                            const Binding& binding, const MeaningRef& value, const Origin& at);
  MeaningRef base_member(const Origin& at, const std::string& name);
  MeaningRef base_of(FileIndex file, Index definition, std::size_t n);
  MeaningRef library_member(const MeaningRef& object, const std::string& name, const Origin& at) const;
  std::optional<facts::Symbol> symbol_in(FileIndex file, const std::string& name) const {
    return files_[file].symbols.find(name);
  }

  // evaluate_calls.cc
  MeaningRef call_meaning(const Origin& origin);
  MeaningRef keywords_of(const Origin& call);
  MeaningRef result_of(const MeaningRef& callee, const Origin& call, int depth);
  MeaningRef library_result(const MeaningRef& callee, const Origin& call);
  MeaningRef with_default(const std::vector<MeaningRef>& results, const std::vector<Index>& exits,
                          const Meaning& function, const FrameRef& frame);
  bool asks_for(const std::string& variable, const Origin& test);
  MeaningRef returned_by(const Meaning& function, const Origin& call);
  MeaningRef returned_in(const Meaning& function, const FrameRef& frame, const Origin& call);
  MeaningRef environment_variable(const MeaningRef& name, const MeaningRef& fallback, const Origin& at) const;

  // evaluate_callbacks.cc
  struct Holder {
    Index call = kNone, definition = 0;
    std::uint32_t place = 0;  // among the call's arguments, from 1
    bool last = false;
  };
  MeaningRef run_by_library(int position, const Origin& call);
  MeaningRef then_result(const Origin& call);
  MeaningRef promised(const MeaningRef& callee, const Origin& call);
  std::vector<Index> calls_within(FileIndex file, const facts::Range& range);
  const Holder* holder_of(FileIndex file, Index definition);
  MeaningRef callback_value(const Binding& binding, const Origin& use);
  MeaningRef injected(Index value, const Origin& outside);

  // evaluate_expressions.cc
  MeaningRef index_meaning(const Origin& origin);
  MeaningRef container_meaning(const Origin& origin);

  // evaluate_operations.cc
  MeaningRef operation_meaning(const Origin& origin);
  MeaningRef template_meaning(const Origin& origin);

  // evaluate_schemas.cc
  MeaningRef parsed_by_schema(const MeaningRef& callee, const Origin& call);
  MeaningRef parsed_field(const std::string& name, const Meaning& field, const std::string& default_by,
                          bool environment);

  Origin at(const Origin& origin, Index expr) const {
    return {origin.file, expr, origin.definition, origin.frame};
  }

  const std::vector<facts::FileFacts>& files_;
  const std::vector<Scopes>& scopes_;
  const ModuleResolver& modules_;
  const LibraryRule* python_globals_ = nullptr;
  const LibraryRule* javascript_globals_ = nullptr;
  std::set<std::string> transparent_;

  using Place = std::tuple<FileIndex, Index, const Frame*>;
  struct HashPlace {
    std::size_t operator()(const Place& place) const {
      const auto& [file, expr, frame] = place;
      const std::uint64_t at = static_cast<std::uint64_t>(file) << 32 | expr;
      return std::hash<std::uint64_t>{}(at * 0x9e3779b97f4a7c15u) ^ std::hash<const void*>{}(frame);
    }
  };
  // What was found out, and what is being found out (held by a mark). Most questions are asked at the top,
  // where a place is an expression of a file.
  MeaningRef& known_at(const Origin& origin);
  void forget();
  std::vector<std::vector<MeaningRef>> known_at_top_;
  std::unordered_map<Place, MeaningRef, HashPlace> known_in_calls_;
  std::size_t remembered_ = 0;
  mutable std::unordered_map<std::string, MeaningRef> python_names_, javascript_names_;  // no code binds them
  mutable std::map<std::tuple<FileIndex, Index, const Frame*, FileIndex, Index>, FrameRef> frames_;
  mutable std::vector<FrameRef> given_frames_;  // kept: what was found out is remembered by a frame's address
  std::vector<std::unordered_map<Index, std::vector<Index>>>
      exits_;  // a file each: definition -> its returns and yields, into exits
  std::unordered_map<FileIndex, std::vector<Index>> calls_by_start_;
  std::unordered_map<FileIndex, std::unordered_map<Index, Holder>> holders_;  // by function expression
  std::set<std::pair<FileIndex, std::string>> members_under_way_;
  int depth_ = 0;
  std::size_t steps_ = 0;
  std::size_t given_up_ = 0;
  std::size_t cycles_ = 0;
};

// The languages' own name for what a class's bases give: super in JavaScript, super() in Python.
bool is_super(const Meaning& meaning);

// The name of a meaning that stands for an annotation with more to it than a type; `at` is where it is
// written.
inline constexpr const char* kAnnotated = "Annotated";

MeaningRef either(std::vector<MeaningRef> meanings, const Origin& at);
MeaningRef or_default(const MeaningRef& meaning, const MeaningRef& fallback);

}  // namespace assay::model
