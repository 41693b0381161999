// model/routes/route_reading.h - what a reader of a framework's routes is given, and the questions that all
// readers ask of the program.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/text.h"
#include "reading/model/apps.h"
#include "reading/model/program.h"
#include "reading/model/routes/graph.h"

namespace assay::model {

struct RouteReading {
  const Program& program;
  const FoundApp& app;
  const FrameworkRule& rule;
  std::vector<bool> owned;  // by file: it belongs to this app and is no test code

  const facts::FileFacts& facts(FileIndex file) const { return program.files()[file]; }

  Origin argument(const Origin& call, std::optional<int> position, const std::string& keyword) const {
    return program.evaluator().argument(call, position, keyword);
  }

  // Every call in the app's own code, with the place it stands in.
  template <class Do>
  void for_each_call(const Do& act) const {
    for (FileIndex f = 0; f < program.files().size(); ++f)
      if (owned[f])
        for (const facts::Call& call : program.files()[f].calls)
          act(Origin{f, call.expr, call.place.definition, nullptr}, call.place);
  }
};

// A reader adds what it finds to the graph. readers.cc lists them by the word that rules call them by.
using RouteReader = void (*)(const RouteReading&, RouteGraph&);

// The app that owns the constructor, as a place in the graph.
RouterId router_of_call(const Origin& call);
// What an expression means, as a place in the graph; unknown for what routes can't hang on.
RouterId router_of(const Program& program, const Origin& expr);
RouterId router_of(const Meaning& meaning);

// The constant text of an expression or of an argument, a variable's default included; empty when it can't be
// told.
std::string text_of(const Program& program, const Origin& expr);
std::string text_argument(const Program& program, const Origin& call, std::optional<int> position,
                          const std::string& keyword);

// The elements of a list or tuple as written, spreads left out; the expression itself when it is no
// container.
std::vector<Origin> elements_of(const Program& program, const Origin& container);

// Whether a meaning is one of the names that the rules give for a job.
bool is_named(const FrameworkRule& rule, const std::string& job, const Meaning& meaning);

// "app/users.py#create_user": the function an expression or a definition stands for; for one without a name
// the line it stands in ("src/app.js#(line 12)").
std::string handler_name(const Program& program, FileIndex file, Index definition);
std::string handler_name(const Program& program, const Origin& expr);

// A guard as a reader would call it: get_current_user, requireRole("admin").
std::string guard_name(const Program& program, const Origin& expr);

// "settings.DEBUG and not (x)": the branches that enclose a place, outermost first, a definition's own
// conditions included; loops and try say nothing.
std::string condition_at(const facts::FileFacts& facts, facts::Place place);

// The definition whose scope encloses a function, for what its decorators and annotations mean.
Index scope_of(const facts::FileFacts& facts, Index definition);

// The function that an expression means (through names, imports and wrappers); kNone where it is none of
// ours.
FunctionPlace function_of(const Program& program, const Origin& expr);

}  // namespace assay::model
