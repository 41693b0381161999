// model/routes/following.h - from an expression to what was written for it somewhere else: the list behind a
// name, the routers a parameter stands for, what a loop's variable is in each of its turns.
//
// The evaluator tells what a value is; a reader of routes also asks how it was written (the arguments of
// Annotated, the elements of a list with their places), and of every app that a function is called with.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "reading/model/routes/route_reading.h"

namespace assay::model {

// A router that an expression can mean, and what must hold for it to do so.
struct RouterAt {
  RouterId id;
  std::string condition;
};

// One turn of the loop that a call stands in; without a loop there is one turn and no element.
struct Turn {
  Index assignment = kNone;        // that of the loop's variables
  Origin element;                  // what they stand for
  std::optional<std::string> key;  // of a dict's entry
};

class Following {
 public:
  explicit Following(const RouteReading& reading) : reading_(reading), program_(reading.program) {}

  // The expression that a name, an import or a class's field was given; the expression itself where there is
  // none.
  Origin written(Origin expr) const;

  // The elements of a list: those of lists inside (spread, added) and those put in afterwards included.
  std::vector<Origin> items(const Origin& list) const;

  // A text; empty for an argument that is not given. Nothing where it can't be told: then neither can a path.
  std::optional<std::string> text(const Origin& expr) const;

  // The texts of a list (`methods=["GET", "POST"]`), or of a single one; nothing where one can't be told.
  std::optional<std::vector<std::string>> texts(const Origin& list) const;

  std::vector<RouterAt> routers(const Origin& expr) const;

  // What an expression means in a turn of the loop around it.
  std::vector<Turn> turns(const Origin& call) const;
  std::vector<RouterAt> routers(const Origin& expr, const Turn& turn) const;
  std::optional<std::string> text(const Origin& expr, const Turn& turn) const;
  Origin in_turn(const Origin& expr, const Turn& turn) const;

  // Whether a meaning is one of these names of a library, or a class of the repository that stands on one.
  bool stands_on(const Meaning& meaning, const std::vector<std::string>& names) const;
  bool stands_on(const Meaning& meaning, const std::string& job) const;

  // Where a call stands, for the conditions around it.
  facts::Place place_of(const Origin& call) const;

  // What is called, of a call; unknown where it is none.
  Origin callee(const Origin& call) const;
  // What a method is called on, and its name: `app.get(...)`.
  Origin receiver(const Origin& call) const;
  std::string method(const Origin& call) const;

 private:
  struct Added {
    Index expr = kNone;
    Index definition = 0;
    bool many = false;  // the elements of a list, not one
  };
  using Additions = std::unordered_map<facts::Symbol, std::vector<Added>>;

  Origin step(const Origin& expr) const;
  Origin in_module(FileIndex file, const std::string& name) const;
  Origin of_binding(const Binding& binding, const Origin& use) const;
  void add_items(const Origin& list, int depth, std::vector<Origin>& out) const;
  void add_additions(FileIndex file, const std::string& name, int depth, std::vector<Origin>& out) const;
  const Binding* making(const std::vector<Binding>& bindings, const Origin& use) const;
  const Additions& additions(FileIndex file) const;
  std::optional<std::string> told(const Meaning& meaning, int depth) const;
  void add_routers(const Meaning& meaning, const std::string& condition, int depth,
                   std::vector<RouterAt>& out) const;
  void add_given(FileIndex file, Index function, Index parameter, const std::string& condition, int depth,
                 std::vector<RouterAt>& out) const;
  void add_of_parameter(const Origin& expr, std::vector<RouterAt>& out) const;
  Index loop_of(const Origin& expr) const;
  MeaningRef meaning(const Origin& expr, const Turn& turn) const;

  const RouteReading& reading_;
  const Program& program_;
  mutable std::map<FileIndex, Additions> additions_;
  mutable std::map<FileIndex, std::unordered_map<Index, facts::Place>> places_;
};

// The names a rule gives for a job; none where it gives none.
const std::vector<std::string>& words_for(const FrameworkRule& rule, const std::string& job);

// "a and b", where either may be missing.
std::string both_conditions(const std::string& a, const std::string& b);

}  // namespace assay::model
