#include "reading/model/frameworks/strategies.h"

#include "reading/model/routes/middleware.h"

namespace assay::model {

void Strategies::note(const RunCall& run) {
  if (!is_named(reading_.rule, "strategy-use", *run.callee)) return;
  Evaluator& evaluator = reading_.program.evaluator();
  const Origin first = evaluator.argument(run.call, 0, "");
  const std::string name = text_of(reading_.program, first);
  const Origin strategy = name.empty() ? first : evaluator.argument(run.call, 1, "");
  if (!strategy.known()) return;
  const MeaningRef meaning = evaluator.evaluate(strategy);
  if (is_named(reading_.rule, "form-strategy", *meaning) && meaning->made_by.known())
    made_[name] = meaning->made_by;
}

void Strategies::add_fields(const Origin& function, Body& body) const {
  Evaluator& evaluator = reading_.program.evaluator();
  const MeaningRef meaning = evaluator.evaluate(function);
  if (!is_named(reading_.rule, "by-strategy", *meaning) || !meaning->made_by.known()) return;
  const std::string name = text_of(reading_.program, evaluator.argument(meaning->made_by, 0, ""));
  auto found = made_.find(name);
  // One that was given no name goes by a name of its library's.
  if (found == made_.end() && made_.size() == 1 && made_.contains("")) found = made_.begin();
  const auto fields = reading_.rule.names.find("strategy-field");
  if (name.empty() || found == made_.end() || fields == reading_.rule.names.end()) return;
  const MeaningRef options = evaluator.evaluate(evaluator.argument(found->second, 0, ""));
  for (const std::string& field : fields->second) {
    const std::size_t space = field.find(' ');
    if (space == std::string::npos) continue;
    const MeaningRef given =
        options->is(Meaning::Kind::dict) ? item_of(*options, field.substr(0, space)) : nullptr;
    if (given && !given->is_text()) continue;
    add_field(body, Field{given ? given->text : field.substr(space + 1), ""});
  }
  for (const Origin& argument : arguments_from(reading_.program, found->second, 0))
    if (const FunctionPlace verify = handler_of(reading_.program, argument).function; verify.known())
      add_fields_read_by(reading_.program, reading_.rule, verify.file, verify.definition, body);
}

}  // namespace assay::model
