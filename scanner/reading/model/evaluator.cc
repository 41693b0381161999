#include "reading/model/evaluator.h"

namespace assay::model {
namespace {

constexpr int kMaxDepth = 60;
constexpr std::size_t kMaxSteps = 1'500;  // for one question asked from outside
constexpr std::uint32_t kMaxFrames = 6;
constexpr std::size_t kMaxFrameCount = 100'000;  // in the whole program
constexpr std::size_t kMaxRemembered = 100'000;  // answers; some 300 bytes each

}  // namespace

Evaluator::Evaluator(const std::vector<facts::FileFacts>& files, const std::vector<Scopes>& scopes,
                     const ModuleResolver& modules, const RuleBook& rules)
    : files_(files),
      scopes_(scopes),
      modules_(modules),
      transparent_(rules.transparent_methods.begin(), rules.transparent_methods.end()) {
  known_at_top_.resize(files.size());
  exits_.resize(files.size());
  for (FileIndex f = 0; f < files.size(); ++f)
    for (Index n = 0; n < files[f].exits.size(); ++n) {
      const facts::Exit& exit = files[f].exits[n];
      if (exit.kind != facts::Exit::Kind::raise && exit.value != kNone)
        exits_[f][exit.place.definition].push_back(n);
    }
  for (const LibraryRule& library : rules.libraries)
    for (const std::string& module : library.modules)
      if (module == "globals")
        (library.distribution == "stdlib:python" ? python_globals_ : javascript_globals_) = &library;
}

// The returned place stays where it is while other questions are asked.
MeaningRef& Evaluator::known_at(const Origin& origin) {
  if (origin.frame) return known_in_calls_[{origin.file, origin.expr, origin.frame.get()}];
  std::vector<MeaningRef>& known = known_at_top_[origin.file];
  if (known.empty()) known.resize(files_[origin.file].exprs.size());
  return known[origin.expr];
}

// What is remembered saves time alone: a tree of any size is answered within one size of memory.
void Evaluator::forget() {
  for (std::vector<MeaningRef>& known : known_at_top_) std::vector<MeaningRef>().swap(known);
  known_in_calls_.clear();
  remembered_ = 0;
}

MeaningRef Evaluator::evaluate(const Origin& origin) {
  static const MeaningRef kUnderWay = std::make_shared<const Meaning>();
  if (!origin.known()) return unknown_meaning();
  if (depth_ == 0) {
    steps_ = 0;
    if (remembered_ > kMaxRemembered) forget();
  }
  MeaningRef& known = known_at(origin);
  if (known == kUnderWay) {  // defined by itself
    ++cycles_;
    return unknown_meaning();
  }
  if (known) return known;
  if (depth_ >= kMaxDepth || ++steps_ > kMaxSteps) {
    ++given_up_;
    return unknown_meaning();
  }
  known = kUnderWay;
  ++depth_;
  const std::size_t cut_before = given_up_ + cycles_;
  MeaningRef meaning = evaluate_new(origin);
  --depth_;
  // What was cut short inside another question may be told better on its own; an answer at the top is final.
  known = given_up_ + cycles_ == cut_before || depth_ == 0 ? meaning : nullptr;
  remembered_ += known != nullptr;
  return meaning;
}

// One frame for each call as seen from one place, so that what was found out inside it is found once.
FrameRef Evaluator::frame_for(const Origin& call, FileIndex file, Index definition) const {
  const std::uint32_t depth = call.frame ? call.frame->depth + 1 : 1;
  if (depth > kMaxFrames || frames_.size() >= kMaxFrameCount) return nullptr;
  FrameRef& frame = frames_[{call.file, call.expr, call.frame.get(), file, definition}];
  if (!frame) frame = std::make_shared<const Frame>(Frame{call, file, definition, depth});
  return frame;
}

FrameRef Evaluator::frame_given(const Origin& call, FileIndex file, Index definition,
                                std::vector<Origin> given) const {
  const std::uint32_t depth = call.frame ? call.frame->depth + 1 : 1;
  if (depth > kMaxFrames || given_frames_.size() >= kMaxFrameCount) return nullptr;
  given_frames_.push_back(
      std::make_shared<const Frame>(Frame{call, file, definition, depth, true, std::move(given)}));
  return given_frames_.back();
}

Origin Evaluator::argument(const Origin& call, std::optional<int> position,
                           const std::string& keyword) const {
  if (!call.known()) return {};
  const facts::FileFacts& file = files_[call.file];
  const facts::Expr& expr = file.exprs[call.expr];
  if (expr.kind != facts::ExprKind::call) return {};
  int at = 0;
  bool hidden = false;  // a spread before: positions after it can't be told
  Origin found{call.file, kNone, call.definition, call.frame};
  for (std::uint32_t n = 1; n < expr.operand_count; ++n) {
    const facts::Operand& operand = file.operands[expr.first_operand + n];
    if (operand.expr == kNone) continue;
    if (operand.label != 0) {
      if (!keyword.empty() && file.text(operand.label) == keyword) found.expr = operand.expr;
      continue;
    }
    const facts::Expr& value = file.exprs[operand.expr];
    hidden = hidden || (value.kind == facts::ExprKind::operation && file.text(value.text) == "spread");
    if (position && at == *position && !hidden && found.expr == kNone) found.expr = operand.expr;
    ++at;
  }
  return found;
}

Origin Evaluator::argument_for(const Frame& frame, Index parameter) const {
  if (frame.by_library) return parameter < frame.given.size() ? frame.given[parameter] : Origin{};
  const facts::FileFacts& callee = files_[frame.file];
  const facts::Definition& definition = callee.definitions[frame.definition];
  if (parameter >= definition.parameters.size() || definition.parameters[parameter].rest) return {};
  int position = static_cast<int>(parameter);
  const bool method = definition.parent != kNone &&
                      callee.definitions[definition.parent].kind == facts::Definition::Kind::class_;
  // In Python the receiver takes the first place.
  if (callee.language == Language::python && method && !definition.is_static) --position;
  if (position < 0) return {};
  const std::string& name = callee.text(definition.parameters[parameter].name);
  Origin given = argument(frame.call, position, callee.language == Language::python ? name : "");
  if (given.known()) return given;
  const Index fallback = definition.parameters[parameter].default_value;
  if (fallback == kNone) return {};
  return {frame.file, fallback, definition.parent == kNone ? 0 : definition.parent, nullptr};
}

}  // namespace assay::model
