#include "reading/model/program.h"
#include "common/base/text.h"

#include <algorithm>
#include <numeric>

namespace assay::model {
namespace {

using Kind = Meaning::Kind;

constexpr std::size_t kMaxCallerDepth = 3;
constexpr std::size_t kMaxCallers = 16;

std::uint64_t key(FileIndex file, Index definition) {
  return static_cast<std::uint64_t>(file) << 32 | definition;
}

}  // namespace

bool hangs_on_parameter(const Meaning& meaning, int depth) {
  if (meaning.is(Kind::parameter)) return true;
  if (depth > 3) return false;
  return std::any_of(meaning.items.begin(), meaning.items.end(),
                     [&](const auto& item) { return hangs_on_parameter(*item.second, depth + 1); });
}

Program::Program(Input input, const RuleBook& rules) : input_(std::move(input)), rules_(rules) {
  scopes_.reserve(input_.files.size());
  for (const facts::FileFacts& file : input_.files) scopes_.emplace_back(file);
  for (const LibraryRule& library : rules_.libraries)
    for (const CallRule& rule : library.calls)
      if (rule.on_any_receiver) methods_[last_part(rule.name)].emplace_back(&library, &rule);
  std::vector<ModuleFile> sources;
  for (const facts::FileFacts& file : input_.files) sources.push_back({file.file, file.language});
  sources.insert(sources.end(), input_.passed_by.begin(), input_.passed_by.end());
  const auto first = std::min_element(sources.begin(), sources.end(),
                                      [](const auto& a, const auto& b) { return a.path < b.path; });
  if (first != sources.end()) first_source_ = *first;
  modules_ = std::make_unique<ModuleResolver>(std::move(sources), input_.files.size(), input_.manifests,
                                              rules_, input_.aliases);
  evaluator_ = std::make_unique<Evaluator>(input_.files, scopes_, *modules_, rules_);
}

std::unique_ptr<Program> Program::build(Input input, const RuleBook& rules) {
  std::unique_ptr<Program> program(new Program(std::move(input), rules));
  program->find_calls();
  return program;
}

void Program::find_calls() {
  for (FileIndex f = 0; f < input_.files.size(); ++f) {
    const facts::FileFacts& file = input_.files[f];
    for (const facts::Call& call : file.calls) {
      CallSite site;
      site.origin = {f, call.expr, call.place.definition, nullptr};
      site.dropped = call.dropped;
      site.condition = call.place.condition;
      site.test = input_.test_files[f];
      const Index callee = file.operand(call.expr, 0);
      if (callee == kNone) continue;
      site.callee = evaluator_->evaluate({f, callee, call.place.definition, nullptr});
      if (site.callee->is(Kind::external) || site.callee->is(Kind::instance)) {
        site.rule = rule_of(*site.callee);
        site.library = site.callee->library;
      }
      if (site.rule == nullptr && !site.callee->is(Kind::function) && !site.callee->is(Kind::type))
        site.rule = rule_for_method(f, callee, &site.library);
      const bool passes_on = site.rule == nullptr || site.rule->runs_argument;
      call_sites_.push_back(std::move(site));
      if (passes_on) note_given(call_sites_.back());
    }
  }
  for (std::size_t i = 0; i < call_sites_.size(); ++i) {
    const CallSite& site = call_sites_[i];
    calls_by_function_[key(site.origin.file, enclosing_function(site.origin.file, site.origin.definition))]
        .push_back(i);
    std::vector<MeaningRef> callees{site.callee};
    if (site.callee->is(Kind::either))
      for (const auto& [_, item] : site.callee->items) callees.push_back(item);
    for (const MeaningRef& callee : callees)
      if (const FunctionPlace called = called_by(callee, site.origin); called.known())
        callers_[key(called.file, called.definition)].push_back(i);
  }
}

// The function that a call runs: of a class its constructor, be it inherited; kNone for none of ours.
FunctionPlace Program::called_by(const MeaningRef& callee, const Origin& call) const {
  if (callee->is(Kind::function)) return {callee->file, callee->definition};
  // super(...) runs the constructor of a base.
  if (!callee->is(Kind::type) && !(callee->is(Kind::external) && is_super(*callee))) return {};
  const bool python = input_.files[call.file].language == Language::python;
  const MeaningRef found = evaluator_->member(callee, python ? "__init__" : "constructor", call);
  return found->is(Kind::function) ? FunctionPlace{found->file, found->definition} : FunctionPlace{};
}

// Functions and plug-ins that are handed to a call instead of being called: run_in_executor(None,
// hasher.hash, password), fastify.register(session, options).
void Program::note_given(CallSite outer) {
  const facts::FileFacts& facts = input_.files[outer.origin.file];
  const Index callee = facts.operand(outer.origin.expr, 0);
  const std::string method =
      callee != kNone && facts.exprs[callee].kind == facts::ExprKind::attribute ? facts.text_of(callee) : "";
  for (std::uint32_t n = 1; n < facts.exprs[outer.origin.expr].operand_count; ++n) {
    const Index given = facts.operand(outer.origin.expr, n);
    if (given == kNone) continue;
    const facts::ExprKind kind = facts.exprs[given].kind;
    if (kind != facts::ExprKind::name && kind != facts::ExprKind::attribute) continue;
    const MeaningRef meaning =
        evaluator_->evaluate({outer.origin.file, given, outer.origin.definition, nullptr});
    if (!meaning->is(Kind::external)) continue;
    const CallRule* rule = rule_of(*meaning);
    if (rule == nullptr || rule->does.empty()) continue;
    CallSite site = outer;
    site.callee = meaning;
    site.rule = rule;
    site.library = meaning->library;
    const bool plug_in =
        n == 1 && std::find(rule->given_to.begin(), rule->given_to.end(), method) != rule->given_to.end();
    // A plug-in's options are arguments of the outer call; a function that is passed on has none to be read,
    // so only one whose choice its receiver made says anything.
    if (!plug_in) {
      if (!rule->by_receiver && rule->does != "verify-password") continue;
      site.origin.expr = given;
    }
    call_sites_.push_back(std::move(site));
  }
}

// A method of a class that only the framework can make (user.set_password): known by its name, where the
// distribution is declared near the file and the receiver can't be told.
const CallRule* Program::rule_for_method(FileIndex file, Index callee_expr,
                                         const LibraryRule** library) const {
  const facts::FileFacts& facts = input_.files[file];
  if (facts.exprs[callee_expr].kind != facts::ExprKind::attribute) return nullptr;
  const auto found = methods_.find(facts.text_of(callee_expr));
  if (found == methods_.end()) return nullptr;
  for (const auto& [candidate, rule] : found->second) {
    if (!modules_->is_declared(candidate->distribution, facts.file)) continue;
    *library = candidate;
    return rule;
  }
  return nullptr;
}

Index Program::enclosing_function(FileIndex file, Index definition) const {
  const auto& definitions = input_.files[file].definitions;
  while (definition != kNone && definitions[definition].kind == facts::Definition::Kind::lambda)
    definition = definitions[definition].parent;
  return definition == kNone ? 0 : definition;
}

std::vector<const CallSite*> Program::callers_of(FileIndex file, Index definition) const {
  std::vector<const CallSite*> out;
  const auto found = callers_.find(key(file, definition));
  if (found == callers_.end()) return out;
  for (const std::size_t i : found->second)
    if (!call_sites_[i].test) out.push_back(&call_sites_[i]);
  return out;
}

std::vector<const CallSite*> Program::calls_in(FileIndex file, Index definition) const {
  std::vector<const CallSite*> out;
  const auto found = calls_by_function_.find(key(file, definition));
  if (found == calls_by_function_.end()) return out;
  for (const std::size_t i : found->second) out.push_back(&call_sites_[i]);
  return out;
}

MeaningRef Program::meaning_of(const Origin& origin) const {
  const MeaningRef meaning = evaluator_->evaluate(origin);
  if (!hangs_on_parameter(*meaning)) return meaning;
  const MeaningRef asked = asked_of_callers(origin);
  return asked->is(Kind::unknown) ? meaning : asked;
}

MeaningRef Program::asked_of_callers(const Origin& origin) const {
  // A framed origin was asked for by a caller already.
  if (!origin.known() || origin.frame) return unknown_meaning();
  std::vector<MeaningRef> answers;
  std::vector<const CallSite*> chain;
  for (Index d = origin.definition; d != kNone && answers.empty();
       d = input_.files[origin.file].definitions[d].parent)
    ask(origin, origin.file, d, chain, answers);
  return either(std::move(answers), origin);
}

// A function that compares takes its parameters from what was stored, when it checks a password or a token:
// how new ones are made is said by the other callers.
bool Program::only_checks(const CallSite& caller) const {
  const std::vector<const CallSite*> calls =
      calls_in(caller.origin.file, enclosing_function(caller.origin.file, caller.origin.definition));
  return std::any_of(calls.begin(), calls.end(), [](const CallSite* call) {
    return call->rule != nullptr && call->rule->does == "compare-constant-time";
  });
}

// Evaluates `origin` as seen from each caller of the outermost function of `chain`; a caller that hands on a
// parameter of its own is asked in turn.
void Program::ask(const Origin& origin, FileIndex file, Index function, std::vector<const CallSite*>& chain,
                  std::vector<MeaningRef>& answers) const {
  const std::vector<const CallSite*> callers = callers_of(file, function);
  const bool makers = std::any_of(callers.begin(), callers.end(),
                                  [&](const CallSite* caller) { return !only_checks(*caller); });
  for (const CallSite* caller : callers) {
    if (answers.size() >= kMaxCallers) return;
    if (makers && only_checks(*caller)) continue;
    if (std::find(chain.begin(), chain.end(), caller) != chain.end()) continue;
    chain.push_back(caller);
    MeaningRef answer =
        evaluator_->evaluate({origin.file, origin.expr, origin.definition, framed(origin, chain)});
    const std::size_t before = answers.size();
    if (hangs_on_parameter(*answer) && chain.size() < kMaxCallerDepth)
      ask(origin, caller->origin.file, enclosing_function(caller->origin.file, caller->origin.definition),
          chain, answers);
    if (answers.size() == before) answers.push_back(std::move(answer));
    chain.pop_back();
  }
}

// The frames of a chain of calls: chain[0] calls the function of `origin`, chain[1] that of chain[0], and so
// on.
FrameRef Program::framed(const Origin& origin, const std::vector<const CallSite*>& chain) const {
  FrameRef frame;
  for (std::size_t i = chain.size(); i-- > 0;) {
    Origin call = chain[i]->origin;
    call.frame = frame;
    const FileIndex file = i == 0 ? origin.file : chain[i - 1]->origin.file;
    const Index inside = i == 0 ? origin.definition : chain[i - 1]->origin.definition;
    Index callee = enclosing_function(file, inside);
    if (chain[i]->callee->is(Kind::function)) callee = chain[i]->callee->definition;
    frame = evaluator_->frame_for(call, file, callee);
  }
  return frame;
}

const Program::Ordered& Program::ordered(FileIndex file) const {
  const auto [found, added] = ordered_.try_emplace(file);
  Ordered& ordered = found->second;
  if (!added) return ordered;
  const facts::FileFacts& facts = input_.files[file];
  const auto sort = [](std::vector<Index>& indexes, const auto& things) {
    indexes.resize(things.size());
    std::iota(indexes.begin(), indexes.end(), 0);
    std::stable_sort(indexes.begin(), indexes.end(),
                     [&](Index a, Index b) { return things[a].range.start < things[b].range.start; });
  };
  sort(ordered.exprs, facts.exprs);
  sort(ordered.definitions, facts.definitions);
  return ordered;
}

std::vector<Program::Placed> Program::expressions_in(FileIndex file, Index definition) const {
  const facts::FileFacts& facts = input_.files[file];
  const Ordered& all = ordered(file);
  const facts::Range& range = facts.definitions[definition].range;
  const auto first = [&](const std::vector<Index>& indexes, const auto& things) {
    return std::lower_bound(indexes.begin(), indexes.end(), range.start,
                            [&](Index n, std::uint32_t start) { return things[n].range.start < start; });
  };
  auto expr = first(all.exprs, facts.exprs);
  auto inner = first(all.definitions, facts.definitions);
  std::vector<Placed> placed;
  std::vector<Index> open{definition};
  for (; expr != all.exprs.end() && facts.exprs[*expr].range.start < range.end; ++expr) {
    const std::uint32_t start = facts.exprs[*expr].range.start;
    for (; inner != all.definitions.end() && facts.definitions[*inner].range.start <= start; ++inner)
      if (*inner != definition && facts.definitions[*inner].range.end <= range.end) open.push_back(*inner);
    while (open.size() > 1 && facts.definitions[open.back()].range.end <= start) open.pop_back();
    placed.push_back({*expr, open.back()});
  }
  return placed;
}

Location Program::location(const Origin& origin) const {
  if (!origin.known()) return {input_.files[origin.file].file, 0, 0, 0, 0};
  return input_.files[origin.file].location_of(origin.expr);
}

}  // namespace assay::model
