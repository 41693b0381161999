#include "reading/model/routes/start_up.h"

#include <algorithm>

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

constexpr int kMaxDepth = 64;  // modules and functions entered inside each other
constexpr std::size_t kMaxEntered = 20'000;
constexpr std::size_t kMaxElements = 256;  // of a list that a callback runs for
constexpr std::ptrdiff_t kMaxRecursion = 2;

// That a file is the one that was started is so for whoever asks for routes.
std::string started_condition(std::string condition) {
  return condition == "require.main === module" || condition == "import.meta.main" ? "" : condition;
}

// The methods of a list that call a function for each element.
bool runs_for_each(const std::string& method) {
  return method == "forEach" || method == "map" || method == "flatMap";
}

}  // namespace

StartUp::StartUp(const RouteReading& reading, std::vector<std::string> methods, Visit visit)
    : reading_(reading),
      program_(reading.program),
      methods_(std::move(methods)),
      visit_(std::move(visit)),
      modules_run_(reading.program.files().size(), false) {}

void StartUp::run() {
  for (FileIndex f = 0; f < program_.files().size(); ++f)
    if (reading_.owned[f]) run_module(f);
  run_left_over();
}

// What one module does, by the definition in which it does it, in source order: a call after its arguments.
const StartUp::Events& StartUp::events_of(FileIndex file) {
  const auto [slot, fresh] = events_.try_emplace(file);
  if (!fresh) return slot->second;
  const facts::FileFacts& facts = reading_.facts(file);
  Events& events = slot->second;
  for (Index i = 0; i < facts.imports.size(); ++i) {
    const facts::Import& import = facts.imports[i];
    if (import.type_only) continue;
    // import statements run before everything else
    const bool first = import.via == facts::Import::Via::import_;
    events[import.place.definition].push_back({first ? 0 : import.range.start, kNone, i});
  }
  for (Index i = 0; i < facts.calls.size(); ++i)
    events[facts.calls[i].place.definition].push_back({facts.exprs[facts.calls[i].expr].range.end, i, kNone});
  for (auto& [_, list] : events)
    std::stable_sort(list.begin(), list.end(), [](const Event& a, const Event& b) { return a.at < b.at; });
  return events;
}

void StartUp::run_module(FileIndex file) {
  if (modules_run_[file] || depth_ >= kMaxDepth) return;
  modules_run_[file] = true;
  ++depth_;
  const facts::FileFacts& facts = reading_.facts(file);
  for (const facts::Export& item : facts.exports)
    if (item.module != 0) load(file, item.module, 0);
  run_body(file, 0, nullptr, "");
  --depth_;
}

void StartUp::load(FileIndex from, facts::Symbol module, std::uint8_t level) {
  const ModuleTarget target = program_.modules().resolve(from, reading_.facts(from).text(module), level);
  if (target.file && reading_.owned[*target.file]) run_module(*target.file);
}

void StartUp::run_body(FileIndex file, Index definition, const FrameRef& frame,
                       const std::string& condition) {
  const Events& events = events_of(file);
  const auto found = events.find(definition);
  if (found == events.end()) return;
  const facts::FileFacts& facts = reading_.facts(file);
  for (const Event& event : found->second) {
    if (event.module != kNone)
      load(file, facts.imports[event.module].module, facts.imports[event.module].level);
    else
      run_call(file, facts.calls[event.call], frame, condition);
  }
}

void StartUp::run_call(FileIndex file, const facts::Call& call, const FrameRef& frame,
                       const std::string& condition) {
  const facts::FileFacts& facts = reading_.facts(file);
  const Index callee = facts.operand(call.expr, 0);
  if (callee == kNone) return;
  RunCall run;
  run.call = {file, call.expr, call.place.definition, frame};
  run.callee = program_.evaluator().evaluate({file, callee, call.place.definition, frame});
  run.condition = both_hold(condition, started_condition(condition_at(facts, call.place)));
  run.order = ++order_;
  if (!visit_(run)) follow(run);
}

// Into what a call runs: a function of the repository, a constructor, a module, or what it hands to others.
void StartUp::follow(const RunCall& run) {
  const facts::FileFacts& facts = reading_.facts(run.call.file);
  if (const Origin module = program_.evaluator().argument(run.call, 0, "");
      module.known() && (facts.text_of(facts.operand(run.call.expr, 0)) == "require" ||
                         facts.text_of(run.call.expr) == "import")) {
    const MeaningRef name = program_.evaluator().evaluate(module);
    const ModuleTarget target =
        name->is_text() ? program_.modules().resolve(run.call.file, name->text, 0) : ModuleTarget{};
    if (target.file && reading_.owned[*target.file]) run_module(*target.file);
  }
  std::vector<MeaningRef> callees{run.callee};
  if (run.callee->is(Kind::either)) {
    callees.clear();
    for (const auto& [_, item] : run.callee->items) callees.push_back(item);
  }
  bool ours = false;
  for (const MeaningRef& callee : callees) {
    if (callee->is(Kind::type)) construct(*callee, run.call, run.condition, 0);
    if (callee->is(Kind::function))
      enter({callee->file, callee->definition},
            program_.evaluator().frame_for(run.call, callee->file, callee->definition), run.condition);
    ours = ours || callee->is(Kind::type) || callee->is(Kind::function);
  }
  if (!ours) hand_over(run);
}

// What a class inherits, then its fields, then its constructor. No call: nobody is seen to make it.
void StartUp::construct(const Meaning& type, const Origin& call, const std::string& condition, int depth) {
  if (depth > 6 || !reading_.owned[type.file]) return;
  const facts::FileFacts& facts = reading_.facts(type.file);
  const auto run = [&](Index definition) {
    enter({type.file, definition},
          call.known() ? program_.evaluator().frame_for(call, type.file, definition) : nullptr, condition);
  };
  for (const Index base : facts.definitions[type.definition].bases) {
    const MeaningRef meaning =
        program_.evaluator().evaluate({type.file, base, scope_of(facts, type.definition), nullptr});
    if (meaning->is(Kind::type)) construct(*meaning, call, condition, depth + 1);
  }
  run(type.definition);
  for (Index d = type.definition + 1; d < facts.definitions.size(); ++d) {
    if (facts.definitions[d].parent != type.definition) continue;
    if (facts.text(facts.definitions[d].name) != "constructor") continue;
    run(d);
    break;
  }
}

// Functions given to a call of somebody else's run when it does: a list's for each of its elements.
void StartUp::hand_over(const RunCall& run) {
  const facts::FileFacts& facts = reading_.facts(run.call.file);
  const Index callee = facts.operand(run.call.expr, 0);
  std::vector<Origin> elements;
  if (facts.exprs[callee].kind == ExprKind::attribute && runs_for_each(facts.text_of(callee))) {
    const MeaningRef list = program_.evaluator().evaluate(
        {run.call.file, facts.operand(callee, 0), run.call.definition, run.call.frame});
    if (list->is(Kind::list)) elements = elements_of(program_, list->at);
    if (elements.size() > kMaxElements) elements.resize(kMaxElements);
  }
  for (std::uint32_t n = 1; n < facts.exprs[run.call.expr].operand_count; ++n) {
    const Origin given{run.call.file, facts.operand(run.call.expr, n), run.call.definition, run.call.frame};
    if (!given.known()) continue;
    const ExprKind kind = facts.exprs[given.expr].kind;
    if (kind != ExprKind::lambda && kind != ExprKind::name && kind != ExprKind::attribute) continue;
    const FunctionPlace function = function_of(program_, given);
    if (!function.known()) continue;
    const auto run_with = [&](std::vector<Origin> gives) {
      enter(function,
            program_.evaluator().frame_given(run.call, function.file, function.definition, std::move(gives)),
            run.condition);
    };
    for (const Origin& element : elements) run_with({element});
    // A callback that nothing is known to be given sees what its surroundings see.
    if (elements.empty()) enter(function, run.call.frame, run.condition);
  }
}

void StartUp::enter(const FunctionPlace& function, const FrameRef& frame, const std::string& condition) {
  if (!reading_.owned[function.file] || depth_ >= kMaxDepth || entered_ >= kMaxEntered) return;
  const std::pair<FileIndex, Index> place{function.file, function.definition};
  if (std::count(under_way_.begin(), under_way_.end(), place) >= kMaxRecursion) return;
  if (!seen_.emplace(function.file, function.definition, frame.get()).second) return;
  functions_seen_.insert(place);
  under_way_.push_back(place);
  ++entered_;
  ++depth_;
  run_body(function.file, function.definition, frame, condition);
  --depth_;
  under_way_.pop_back();
}

// The frame in which a function ran. Whoever met a value by another way than its run (as the field of an
// object that nobody was seen to make) means the only run there was; of several, none.
const Frame* StartUp::run_of(FileIndex file, Index definition, const Frame* frame) const {
  const auto is_its = [&](const auto& run) {
    return run != seen_.end() && std::get<0>(*run) == file && std::get<1>(*run) == definition;
  };
  if (seen_.contains({file, definition, frame})) return frame;
  const auto first = seen_.lower_bound({file, definition, nullptr});
  return is_its(first) && !is_its(std::next(first)) ? std::get<2>(*first) : frame;
}

std::uint32_t StartUp::context_of(const Origin& call) {
  const facts::FileFacts& facts = reading_.facts(call.file);
  const auto number = [&](const Frame* frame) {
    if (frame == nullptr) return 0U;
    return contexts_.emplace(frame, static_cast<std::uint32_t>(contexts_.size() + 1)).first->second;
  };
  for (const Frame* frame = call.frame.get(); frame != nullptr; frame = frame->call.frame.get()) {
    if (frame->file != call.file) continue;
    for (Index d = call.definition; d != kNone; d = facts.definitions[d].parent)
      if (d == frame->definition) return number(run_of(call.file, d, frame));
  }
  for (Index d = call.definition; d != kNone && d != 0; d = facts.definitions[d].parent)
    if (const Frame* frame = run_of(call.file, d, nullptr)) return number(frame);
  return 0;
}

// Functions that only a library or a container calls: what they do is told without knowing from where.
void StartUp::run_left_over() {
  for (FileIndex f = 0; f < program_.files().size(); ++f) {
    if (!reading_.owned[f]) continue;
    for (Index d = 1; d < reading_.facts(f).definitions.size(); ++d)
      if (is_left_over(f, d)) {
        construct_left_over(f, reading_.facts(f).definitions[d].parent);
        enter({f, d}, nullptr, "");
      }
  }
}

// A class whose methods somebody unseen calls was made by them before.
void StartUp::construct_left_over(FileIndex file, Index type) {
  const bool is_class =
      type != kNone && reading_.facts(file).definitions[type].kind == facts::Definition::Kind::class_;
  if (!is_class || functions_seen_.contains({file, type})) return;
  Meaning made;
  made.kind = Kind::type;
  made.file = file;
  made.definition = type;
  construct(made, {}, "", 0);
}

bool StartUp::is_left_over(FileIndex file, Index definition) {
  if (functions_seen_.contains({file, definition})) return false;
  const facts::FileFacts& facts = reading_.facts(file);
  const facts::Definition& written = facts.definitions[definition];
  const bool method =
      written.parent != kNone && facts.definitions[written.parent].kind == facts::Definition::Kind::class_;
  const bool makes_app = reading_.app.constructor.known() && reading_.app.constructor.file == file &&
                         reading_.app.constructor.definition == definition;
  if (!method && !makes_app) return false;
  const Events& events = events_of(file);
  const auto found = events.find(definition);
  if (found == events.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(), [&](const Event& event) {
    if (event.call == kNone) return false;
    const Index callee = facts.operand(facts.calls[event.call].expr, 0);
    return callee != kNone && facts.exprs[callee].kind == ExprKind::attribute &&
           is_listed(methods_, facts.text_of(callee));
  });
}

}  // namespace assay::model
