#include "reading/model/knowledge.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/base/text.h"

namespace assay::model {
namespace {

using Kind = Meaning::Kind;

constexpr int kMaxDelegations = 4;
constexpr int kMaxChain = 24;

// The instance a method was called on, if it was one.
const Meaning* receiver_instance(const Meaning* meaning) {
  const Meaning* receiver = meaning->receiver.get();
  return receiver != nullptr && receiver->is(Kind::instance) ? receiver : nullptr;
}

// The call that made the receiver of a method: through a builder's chain to its start.
const Meaning* maker(const MeaningRef& callee) {
  const Meaning* at = receiver_instance(callee.get());
  for (int n = 0; at != nullptr && n < kMaxChain; ++n) {
    const Meaning* before = receiver_instance(at);
    if (before == nullptr) break;
    at = before;
  }
  return at;
}

// The call of `method` in the builder's chain that a callee hangs on.
Origin chained_call(const Program& program, const MeaningRef& callee, const std::string& method) {
  const Meaning* at = receiver_instance(callee.get());
  for (int n = 0; at != nullptr && n < kMaxChain; ++n, at = receiver_instance(at)) {
    if (!at->made_by.known()) continue;
    const facts::FileFacts& facts = program.files()[at->made_by.file];
    const Index written = facts.operand(at->made_by.expr, 0);
    if (written != kNone && facts.exprs[written].kind == facts::ExprKind::attribute &&
        facts.text_of(written) == method)
      return at->made_by;
  }
  return {};
}

// SignJWT's setSubject() puts "sub" among the claims.
void add_by_chain(const Program& program, const MeaningRef& callee, const ParameterRule& rule,
                  std::vector<std::string>& list) {
  for (const auto& [method, word] : rule.chain_adds)
    if (chained_call(program, callee, method).known() &&
        std::find(list.begin(), list.end(), word) == list.end())
      list.push_back(word);
  std::sort(list.begin(), list.end());
}

std::string shown_name(const LibraryRule& library, const CallRule& rule) {
  if (!rule.library.empty()) return rule.library;
  if (!library.shown.empty()) return library.shown;
  return library.distribution.substr(library.distribution.find(':') + 1);
}

// Whether an assignment gives a framework's setting: NAME = ..., config["NAME"] = ...
bool sets(const facts::FileFacts& facts, const facts::Assignment& assignment, const std::string& setting) {
  if (assignment.target == kNone || assignment.value == kNone) return false;
  const facts::Expr& target = facts.exprs[assignment.target];
  if (target.kind == facts::ExprKind::name) return facts.text(target.text) == setting;
  if (target.kind != facts::ExprKind::index) return false;
  const Index key = facts.operand(assignment.target, 1);
  return key != kNone && facts.exprs[key].kind == facts::ExprKind::literal && facts.text_of(key) == setting;
}

// What the app's code sets a framework's setting to; several places give either.
Found setting_value(const Program& program, const std::string& setting) {
  Found found;
  std::vector<MeaningRef> values;
  for (FileIndex f = 0; f < program.files().size(); ++f) {
    if (program.is_test(f)) continue;
    const facts::FileFacts& facts = program.files()[f];
    for (const facts::Assignment& assignment : facts.assignments) {
      if (!sets(facts, assignment, setting)) continue;
      found.origin = {f, assignment.value, assignment.place.definition, nullptr};
      values.push_back(program.evaluator().evaluate(found.origin));
    }
  }
  found.absent = values.empty();
  if (!found.absent) found.meaning = either(std::move(values), found.origin);
  return found;
}

// "cookie.maxAge" is a key of a key. Null: not there; `open` says that it may be.
MeaningRef keyed(const Program& program, const MeaningRef& whole, const std::string& path,
                 const Origin& origin, bool& open) {
  MeaningRef at = whole;
  for (const std::string& key : split(path, '.')) {
    if (at->is(Kind::object)) {
      at = program.evaluator().member(at, key, origin);
      if (at->is(Kind::unknown)) return nullptr;
      continue;
    }
    if (!at->is(Kind::dict)) return nullptr;
    open = open || at->open;
    MeaningRef item = item_of(*at, key);
    if (!item) return nullptr;
    at = item;
  }
  return at;
}

// The parts of a text, as a list.
MeaningRef parts_of(const MeaningRef& text, const std::string& separator) {
  if (!text->is_text() || separator.size() != 1) return text;
  auto list = std::make_shared<Meaning>();
  list->kind = Kind::list;
  list->at = text->at;
  for (const std::string& part : split(text->text, separator.front())) {
    auto item = std::make_shared<Meaning>(*text);
    item->text = part;
    list->items.emplace_back("", item);
  }
  return list;
}

}  // namespace

Found locate(const Program& program, const Origin& call, const MeaningRef& callee, const Locator& locator) {
  Origin base = call;
  if (locator.of_constructor) {
    const Meaning* made = maker(callee);
    base = made != nullptr ? made->made_by : Origin{};
  } else if (!locator.chain.empty()) {
    base = chained_call(program, callee, locator.chain);
  }
  Found found;
  if (!locator.setting.empty()) {
    found = setting_value(program, locator.setting);
    if (found.absent) return found;
  } else {
    found.origin = program.evaluator().argument(base, locator.position, locator.keyword);
    if (!found.origin.known()) {
      found.absent = true;
      return found;
    }
    found.meaning = program.meaning_of(found.origin);
  }
  if (!locator.keys.empty()) {
    if (!found.meaning->is(Kind::dict) && !found.meaning->is(Kind::object)) {
      found.absent = found.meaning->is(Kind::constant) || found.meaning->is(Kind::list);
      found.why = "options that can't be read";
      found.meaning = nullptr;
      return found;
    }
    MeaningRef item;
    bool open = false;
    for (const std::string& key : locator.keys)
      if (!item) item = keyed(program, found.meaning, key, found.origin, open);
    if (!item) {
      found.absent = !open;
      if (open) found.why = "options that are partly unknown";
      found.meaning = nullptr;
      return found;
    }
    found.meaning = item;
    if (item->at.known()) found.origin = item->at;
  }
  if (!locator.split.empty()) found.meaning = parts_of(found.meaning, locator.split);
  if (locator.element) {
    const auto n = static_cast<std::size_t>(*locator.element);
    if (found.meaning->is(Kind::list) && n < found.meaning->items.size()) {
      found.meaning = found.meaning->items[n].second;
      if (found.meaning->at.known()) found.origin = found.meaning->at;
    } else {
      found.absent = found.meaning->is(Kind::list) && !found.meaning->open;
      found.meaning = found.absent ? nullptr : unknown_meaning();
    }
  }
  return found;
}

Found read_parameter(const Program& program, const Origin& call, const MeaningRef& callee,
                     const LibraryRule& library, const ParameterRule& rule) {
  Found last;
  last.absent = true;
  for (const Locator& locator : rule.at) {
    Found found = locate(program, call, callee, locator);
    if (found.absent) continue;
    if (found.meaning) {
      Found read = read_value(program, found.meaning, found.origin, locator.reading, locator.unit);
      if (read.null) continue;  // an explicit None asks for the default
      if (auto* text = std::get_if<std::string>(&read.value);
          text != nullptr && !text->ends_with(locator.suffix))
        *text += locator.suffix;
      if (const auto* text = std::get_if<std::string>(&read.value))
        if (const auto mapped = rule.map.find(*text); mapped != rule.map.end()) read.value = mapped->second;
      read.absent = false;
      if (auto* list = std::get_if<std::vector<std::string>>(&read.value))
        add_by_chain(program, callee, rule, *list);
      if (is_known(read.value)) return read;
      last = read;
    } else {
      last = found;
    }
  }
  if (!last.absent) return last;
  const std::string version =
      program.modules().version_of(library.distribution, program.files()[call.file].file);
  const std::string shown = library.distribution.substr(library.distribution.find(':') + 1);
  for (const DefaultValue& fallback : rule.defaults) {
    if (!fallback.versions.empty() && !version_in(version, fallback.versions)) continue;
    last.value = fallback.value;
    last.from = version.empty() ? fmt::format("default of {}", shown)
                                : fmt::format("default of {} {}", shown, version);
    return last;
  }
  if (!rule.defaults.empty())
    last.why = fmt::format("the default differs by version, and no manifest pins {}", shown);
  return last;
}

namespace {

// Choice and parameters of one rule, as its call sets them.
void know_rule(const Program& program, const Origin& call, const MeaningRef& callee,
               const LibraryRule& library, const CallRule& rule, CallKnowledge& out, int depth) {
  if (rule.by_receiver && depth < kMaxDelegations) {
    const Meaning* made = maker(callee);
    if (made == nullptr || made->library == nullptr || rule_of(*made) == nullptr) {
      out.why = fmt::format("what {} was called on can't be told", rule.name);
      return;
    }
    if (made->made_by.known())
      out.evidence.push_back({program.location(made->made_by), "the object that does the work is made here"});
    const auto receiver = std::make_shared<Meaning>(*made);
    return know_rule(program, made->made_by, receiver, *made->library, *rule_of(*made), out, depth + 1);
  }
  if (rule.delegate && depth < kMaxDelegations) {
    const Found found = locate(program, call, callee, *rule.delegate);
    if (found.meaning && (found.meaning->is(Kind::instance) || found.meaning->is(Kind::external)) &&
        found.meaning->library != nullptr && rule_of(*found.meaning) != nullptr) {
      const Origin made = found.meaning->is(Kind::instance) ? found.meaning->made_by : found.origin;
      return know_rule(program, made, found.meaning, *found.meaning->library, *rule_of(*found.meaning), out,
                       depth + 1);
    }
    if (!rule.choice) {
      out.why = fmt::format("what {} was given can't be told", rule.name);
      return;
    }
  }
  if (rule.choice && !rule.choice->fixed.empty()) {
    out.choice = rule.choice->fixed;
  } else if (rule.choice && rule.choice->read) {
    const Found found = read_parameter(program, call, callee, library, *rule.choice->read);
    if (const auto* text = std::get_if<std::string>(&found.value))
      out.choice = *text;
    else
      out.why =
          found.why.empty() ? fmt::format("the scheme that {} is given can't be told", rule.name) : found.why;
  }
  const auto take = [&](const std::string& name, const ParameterRule& parameter) {
    const Found found = read_parameter(program, call, callee, library, parameter);
    if (is_known(found.value))
      out.parameters[name] = {found.value, found.from};
    else if (!found.absent || !found.why.empty())
      out.unknown_parameters[name] = found.why.empty() ? "set to something that can't be told" : found.why;
  };
  for (const auto& [name, parameter] : rule.parameters) take(name, parameter);
  if (const auto more = rule.per_choice.find(out.choice); more != rule.per_choice.end())
    for (const auto& [name, parameter] : more->second) take(name, parameter);
}

// The bytes of a salt that a random source made.
void know_salt(const Program& program, const CallSite& site, CallKnowledge& out) {
  const auto salt = site.rule->arguments.find("salt");
  if (salt == site.rule->arguments.end() || out.parameters.contains("salt_bytes")) return;
  const Found found = locate(program, site.origin, site.callee, salt->second);
  if (!found.meaning || !found.meaning->is(Kind::instance)) return;
  const CallRule* maker = rule_of(*found.meaning);
  if (maker == nullptr || maker->does != "make-random") return;
  const auto size = maker->arguments.find("size");
  if (size == maker->arguments.end()) return;
  const Origin given =
      program.evaluator().argument(found.meaning->made_by, size->second.position, size->second.keyword);
  if (!given.known()) return;
  const Found bytes = read_value(program, program.meaning_of(given), given, Reading::plain, 1);
  if (is_known(bytes.value)) out.parameters["salt_bytes"] = {bytes.value, bytes.from};
}

}  // namespace

CallKnowledge know_call(const Program& program, const CallSite& site) {
  CallKnowledge out;
  if (site.rule == nullptr || site.library == nullptr) return out;
  out.library = shown_name(*site.library, *site.rule);
  out.provenance = site.library->provenance;
  out.version =
      program.modules().version_of(site.library->distribution, program.files()[site.origin.file].file);
  know_rule(program, site.origin, site.callee, *site.library, *site.rule, out, 0);
  know_salt(program, site, out);
  return out;
}

namespace {

std::vector<long> version_numbers(std::string_view version) {
  std::vector<long> numbers;
  long number = -1;
  for (const char c : version) {
    if (c >= '0' && c <= '9')
      number = std::min(number < 0 ? c - '0' : number * 10 + (c - '0'), 1'000'000'000L);
    else if (c == '.') {
      numbers.push_back(std::max(number, 0L));
      number = -1;
    } else
      break;  // a pre-release or build tag decides no default
  }
  if (number >= 0) numbers.push_back(number);
  return numbers;
}

int compare_versions(std::string_view a, std::string_view b) {
  std::vector<long> x = version_numbers(a), y = version_numbers(b);
  x.resize(std::max(x.size(), y.size()));
  y.resize(x.size());
  return x < y ? -1 : x > y ? 1 : 0;
}

}  // namespace

bool version_in(const std::string& version, const std::string& range) {
  if (range.empty()) return true;
  if (version.empty()) return false;
  for (const std::string& part : split(range, ',')) {
    std::string_view clause = trim(part);
    std::string_view op = clause.substr(0, clause.find_first_not_of("<>=!"));
    const int order = compare_versions(version, trim(clause.substr(op.size())));
    const bool holds = op == "<"    ? order < 0
                       : op == "<=" ? order <= 0
                       : op == ">"  ? order > 0
                       : op == ">=" ? order >= 0
                       : op == "==" ? order == 0
                                    : false;
    if (!holds) return false;
  }
  return true;
}

}  // namespace assay::model
