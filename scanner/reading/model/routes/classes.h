// model/routes/classes.h - a class of the repository with what its bases give it, for frameworks whose
// handlers are methods, and the tables of rules/frameworks that say what a library's class brings.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "reading/model/routes/route_reading.h"

namespace assay::model {

struct ClassPart {
  FileIndex file = 0;
  Index definition = 0;
};

// The class itself and its bases of the repository in the order they are asked, and the names of those that
// are a library's.
struct ClassShape {
  std::vector<ClassPart> parts;
  std::vector<std::string> outside;
};
ClassShape shape_of(const Program& program, FileIndex file, Index definition);

// The method that answers to a name; unknown where the repository has none.
FunctionPlace method_of(const Program& program, const ClassShape& shape, const std::string& name);

// The value that the class, or the nearest base, gives to an attribute in its body; unknown where none does.
Origin attribute_of(const Program& program, const ClassShape& shape, const std::string& name);

// The functions that stand in a class's own body, in source order.
std::vector<Index> methods_in(const facts::FileFacts& facts, Index class_definition);

// The decorators of a class or function as they are written, first to last.
std::vector<Origin> decorators_of(const Program& program, FileIndex file, Index definition);

// What a decorator or another call is: the meaning of its callee, or of the expression where it is no call.
MeaningRef callee_of(const Program& program, const Origin& expr);

// The arguments of a call that stand by their position.
std::vector<Origin> positional_arguments(const Program& program, const Origin& call);

// The names that the rules give for a job; none: an empty list.
const std::vector<std::string>& names_for(const FrameworkRule& rule, const std::string& job);

// A job whose names carry words, as "rest_framework.mixins.ListModelMixin list": the words of one of them.
std::vector<std::string> words_for(const FrameworkRule& rule, const std::string& job,
                                   const std::string& name);

// The rule with the names of those it stands on: an app of the one may use all of the other.
FrameworkRule with_foundations(const RuleBook& rules, const FrameworkRule& rule);

// A name of a module, where it is given its value there.
struct ModuleName {
  FileIndex file = 0;
  facts::Symbol name = 0;  // of that file
  bool known() const { return name != 0; }
};
// The module's name that a name or `module.name` stands for, through imports and re-exports; unknown for what
// is bound inside a function.
ModuleName module_name_of(const Program& program, const Origin& expr);
// What was assigned to it last: `article_list = ArticleList.as_view()`.
Origin last_value(const Program& program, const ModuleName& name);

// Under which condition calls stand; each file is looked through once.
class CallConditions {
 public:
  explicit CallConditions(const Program& program) : program_(program) {}
  std::string of(const Origin& call);

 private:
  const Program& program_;
  std::map<FileIndex, std::unordered_map<Index, facts::Place>> places_;
};

// A text that is known, the empty one included; nothing where it can't be told.
std::optional<std::string> known_text(const Program& program, const Origin& expr);

}  // namespace assay::model
