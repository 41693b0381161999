// model/program.h - the program as a whole: the facts of all files, joined.
// In: facts, manifests, path aliases, rules. Out: an immutable view that answers who calls what, what a name
// means, and what a value is worth as seen from its callers. Built once; not for several threads at once (it
// memoises).
#pragma once

#include <memory>
#include <vector>

#include "common/rules/rule_book.h"
#include "common/vocabulary/manifest.h"
#include "reading/facts/facts.h"
#include "reading/model/evaluator.h"
#include "reading/model/modules.h"
#include "reading/model/scopes.h"

namespace assay::model {

// A call with what its callee means. `rule` is the rules' knowledge of it, when it is a library's.
struct CallSite {
  Origin origin;
  MeaningRef callee;
  const CallRule* rule = nullptr;
  const LibraryRule* library = nullptr;
  Index condition = kNone;  // the innermost branch that encloses it
  bool dropped = false;
  bool test = false;  // stands in test code
};

// A function of the repository; kNone where it is none of ours.
struct FunctionPlace {
  FileIndex file = 0;
  Index definition = kNone;
  bool known() const { return definition != kNone; }
};

// A file beside the code that describes the app's routes (an OpenAPI document): frameworks that read theirs
// from one declare them nowhere else. Its text is kept as it is; the reader that the code names it to parses
// it, within the bounds of rules/tree.h.
struct Document {
  std::string file;  // relative to the scanned root
  std::string text;
};

class Program {
 public:
  struct Input {
    std::vector<facts::FileFacts> files;  // in path order
    std::vector<bool> test_files;         // beside files: test code, examples, migrations
    std::vector<Manifest> manifests;
    std::vector<PathAliases> aliases;
    std::vector<Document> documents;           // in path order; few and small, see cli/reading.cc
    std::vector<std::string> named_elsewhere;  // names of definitions that stand in files of no interest too
    std::vector<ModuleFile> passed_by;  // source files of the tree without facts; imports must know of them
  };

  // `rules` must outlive the program.
  static std::unique_ptr<Program> build(Input input, const RuleBook& rules);

  const RuleBook& rules() const { return rules_; }
  const std::vector<facts::FileFacts>& files() const { return input_.files; }
  const std::vector<Document>& documents() const { return input_.documents; }
  const std::vector<Manifest>& manifests() const { return input_.manifests; }
  bool is_test(FileIndex file) const { return input_.test_files[file]; }
  const std::vector<std::string>& named_elsewhere() const { return input_.named_elsewhere; }
  // The first source file of the tree by its path, with facts or without; null where there is none.
  const ModuleFile* first_source() const { return first_source_ ? &*first_source_ : nullptr; }
  const ModuleResolver& modules() const { return *modules_; }
  Evaluator& evaluator() const { return *evaluator_; }

  const std::vector<CallSite>& call_sites() const { return call_sites_; }

  // Calls of a function of the repository, those in test code left out. Making an object calls its
  // constructor.
  std::vector<const CallSite*> callers_of(FileIndex file, Index definition) const;

  // The call sites whose innermost function is this one; lambdas inside belong to it too.
  std::vector<const CallSite*> calls_in(FileIndex file, Index definition) const;

  // The expressions that stand inside a function or class, in source order, each with the innermost
  // definition it stands in.
  struct Placed {
    Index expr = kNone;
    Index definition = 0;
  };
  std::vector<Placed> expressions_in(FileIndex file, Index definition) const;

  // What an expression means. Where it hangs on a parameter of its function, the callers are asked, and
  // theirs.
  MeaningRef meaning_of(const Origin& origin) const;

  // The named function (not lambda) that encloses a definition, or the module (0).
  Index enclosing_function(FileIndex file, Index definition) const;

  Location location(const Origin& origin) const;

 private:
  Program(Input input, const RuleBook& rules);
  void find_calls();
  FunctionPlace called_by(const MeaningRef& callee, const Origin& call) const;
  void note_given(CallSite outer);
  const CallRule* rule_for_method(FileIndex file, Index callee_expr, const LibraryRule** library) const;
  bool only_checks(const CallSite& caller) const;
  MeaningRef asked_of_callers(const Origin& origin) const;
  void ask(const Origin& origin, FileIndex file, Index function, std::vector<const CallSite*>& chain,
           std::vector<MeaningRef>& answers) const;
  FrameRef framed(const Origin& origin, const std::vector<const CallSite*>& chain) const;

  Input input_;
  const RuleBook& rules_;
  // Rules that count on any receiver, by the method's name.
  std::unordered_map<std::string, std::vector<std::pair<const LibraryRule*, const CallRule*>>> methods_;
  std::optional<ModuleFile> first_source_;
  std::vector<Scopes> scopes_;
  std::unique_ptr<ModuleResolver> modules_;
  std::unique_ptr<Evaluator> evaluator_;
  std::vector<CallSite> call_sites_;
  // A file's expressions and definitions by where they begin.
  struct Ordered {
    std::vector<Index> exprs, definitions;
  };
  const Ordered& ordered(FileIndex file) const;
  mutable std::unordered_map<FileIndex, Ordered> ordered_;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> callers_;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> calls_by_function_;
};

// Whether some part of a meaning hangs on a parameter.
bool hangs_on_parameter(const Meaning& meaning, int depth = 0);

}  // namespace assay::model
