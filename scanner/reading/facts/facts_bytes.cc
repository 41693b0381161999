#include "reading/facts/facts_bytes.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <functional>
#include <initializer_list>
#include <type_traits>

#include "reading/facts/builder.h"

namespace assay::facts {
namespace {

constexpr std::string_view kMagic = "assay facts\n";
constexpr std::size_t kMaxDepth = kMaxWalkDepth;

// A Definition without its lists, which stand in arrays of their own.
struct FlatDefinition {
  Definition::Kind kind;
  bool is_async, is_static, is_getter;
  Symbol name, directive;
  Index parent, condition, decorators_first, returns;
  std::uint32_t decorators_count, parameters, bases, keywords;
  Range range, name_range;
};

// Against accidents; who can write into the user's cache folder is not kept out by it.
std::uint64_t checksum(std::string_view bytes) {
  return std::hash<std::string_view>{}(bytes);
}

class Writer {
 public:
  template <class T>
  void put(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    out_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }

  template <class T>
  void put_all(const std::vector<T>& values) {
    static_assert(std::is_trivially_copyable_v<T>);
    put(static_cast<std::uint32_t>(values.size()));
    put(static_cast<std::uint32_t>(sizeof(T)));
    out_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  }

  void put_text(std::string_view text) {
    put(static_cast<std::uint32_t>(text.size()));
    out_.append(text);
  }

  std::string sealed() const {
    std::string whole(kMagic);
    const std::uint64_t sum = checksum(out_);
    whole.append(reinterpret_cast<const char*>(&sum), sizeof sum);
    return whole + out_;
  }

 private:
  std::string out_;
};

class Source {
 public:
  explicit Source(std::string_view bytes) : left_(bytes) {}

  bool failed() const { return failed_; }
  bool done() const { return !failed_ && left_.empty(); }
  void fail() { failed_ = true; }

  std::string_view take(std::size_t bytes) {
    if (bytes > left_.size()) failed_ = true;
    if (failed_) return {};
    const std::string_view taken = left_.substr(0, bytes);
    left_.remove_prefix(bytes);
    return taken;
  }

  std::uint32_t number() {
    std::uint32_t value = 0;
    if (const std::string_view raw = take(sizeof value); !raw.empty())
      std::memcpy(&value, raw.data(), sizeof value);
    return value;
  }

  std::string_view text() { return take(number()); }

  // Items of one size. `flags`: where in an item its bools stand; another byte than 0 or 1 is no bool.
  template <class T>
  void all(std::vector<T>& out, std::initializer_list<std::size_t> flags = {}) {
    static_assert(std::is_trivially_copyable_v<T>);
    const std::size_t count = number();
    if (number() != sizeof(T)) failed_ = true;
    const std::string_view raw = take(count * sizeof(T));
    if (failed_) return;
    for (const std::size_t flag : flags)
      for (std::size_t at = flag; at < raw.size(); at += sizeof(T))
        if (static_cast<unsigned char>(raw[at]) > 1) failed_ = true;
    if (failed_ || count == 0) return;
    out.resize(count);
    std::memcpy(static_cast<void*>(out.data()), raw.data(), raw.size());
  }

 private:
  std::string_view left_;
  bool failed_ = false;
};

void write_definitions(Writer& writer, const FileFacts& facts) {
  std::vector<FlatDefinition> flat;
  std::vector<Parameter> all_parameters;
  std::vector<Index> all_bases;
  std::vector<Operand> all_keywords;
  const auto size = [](const auto& list) { return static_cast<std::uint32_t>(list.size()); };
  for (const Definition& d : facts.definitions) {
    // Every field by its name: one that is added to Definition makes this line fail to compile.
    const auto& [kind, name, parent, condition, is_async, is_static, is_getter, parameters, bases, keywords,
                 decorators_first, decorators_count, returns, directive, range, name_range] = d;
    flat.push_back({kind, is_async, is_static, is_getter, name, directive, parent, condition,
                    decorators_first, returns, decorators_count, size(parameters), size(bases),
                    size(keywords), range, name_range});
    all_parameters.insert(all_parameters.end(), parameters.begin(), parameters.end());
    all_bases.insert(all_bases.end(), bases.begin(), bases.end());
    all_keywords.insert(all_keywords.end(), keywords.begin(), keywords.end());
  }
  writer.put_all(flat);
  writer.put_all(all_parameters);
  writer.put_all(all_bases);
  writer.put_all(all_keywords);
}

// The next `count` of a list that all definitions share; false where there are not as many.
template <class T>
bool share(const std::vector<T>& all, std::size_t& at, std::size_t count, std::vector<T>& out) {
  if (count > all.size() - at) return false;
  out.assign(all.begin() + static_cast<std::ptrdiff_t>(at),
             all.begin() + static_cast<std::ptrdiff_t>(at + count));
  at += count;
  return true;
}

void read_definitions(Source& source, FileFacts& facts) {
  std::vector<FlatDefinition> flat;
  std::vector<Parameter> parameters;
  std::vector<Index> bases;
  std::vector<Operand> keywords;
  source.all(flat, {offsetof(FlatDefinition, is_async), offsetof(FlatDefinition, is_static),
                    offsetof(FlatDefinition, is_getter)});
  source.all(parameters, {offsetof(Parameter, rest)});
  source.all(bases);
  source.all(keywords);
  if (source.failed()) return;
  std::size_t parameter = 0, base = 0, keyword = 0;
  for (const FlatDefinition& f : flat) {
    Definition d;
    d.kind = f.kind;
    d.name = f.name;
    d.parent = f.parent;
    d.condition = f.condition;
    d.is_async = f.is_async;
    d.is_static = f.is_static;
    d.is_getter = f.is_getter;
    if (!share(parameters, parameter, f.parameters, d.parameters) || !share(bases, base, f.bases, d.bases) ||
        !share(keywords, keyword, f.keywords, d.keywords))
      return source.fail();
    d.decorators_first = f.decorators_first;
    d.decorators_count = f.decorators_count;
    d.returns = f.returns;
    d.directive = f.directive;
    d.range = f.range;
    d.name_range = f.name_range;
    facts.definitions.push_back(std::move(d));
  }
}

void write_symbols(Writer& writer, const SymbolTable& symbols) {
  writer.put(static_cast<std::uint32_t>(symbols.size()));
  for (Symbol symbol = 1; symbol < symbols.size(); ++symbol) writer.put_text(symbols.text(symbol));
}

void read_symbols(Source& source, SymbolTable& symbols) {
  const std::uint32_t count = source.number();
  for (Symbol symbol = 1; symbol < count && !source.failed(); ++symbol)
    // Each text once: else what was interned before would be another symbol now.
    if (symbols.intern(source.text()) != symbol) source.fail();
  if (symbols.size() != count) source.fail();
}

// Whether every index leads somewhere, and every link down or up.
class Check {
 public:
  explicit Check(const FileFacts& facts) : f_(facts) {}

  bool all_right() {
    return !f_.definitions.empty() && exprs() && conditions() && definitions() && lists() &&
           symbol(f_.docstring);
  }

 private:
  bool symbol(Symbol s) const { return s < f_.symbols.size(); }
  bool some(Index e) const { return e < f_.exprs.size(); }
  bool expr(Index e) const { return e == kNone || some(e); }
  bool condition(Index c) const { return c == kNone || c < f_.conditions.size(); }
  bool place(const Place& p) const { return p.definition < f_.definitions.size() && condition(p.condition); }
  bool decorators(Index first, std::uint32_t count) const {
    return std::uint64_t{first} + count <= f_.decorators.size();
  }

  template <class T, class F>
  static bool each(const std::vector<T>& items, const F& right) {
    return std::all_of(items.begin(), items.end(), right);
  }

  bool exprs() {
    std::vector<std::uint16_t> depths(f_.exprs.size(), 1);
    std::vector<bool> used(f_.exprs.size(), false);
    for (Index e = 0; e < f_.exprs.size(); ++e)
      if (!is_sound(f_.exprs[e]) || !operands(e, depths, used)) return false;
    return true;
  }

  bool is_sound(const Expr& x) const {
    const bool lambda = x.kind == ExprKind::lambda;
    return x.kind <= ExprKind::unknown && x.literal <= Literal::regex &&
           x.container <= Container::comprehension && symbol(x.text) &&
           (x.definition < f_.definitions.size() || (!lambda && x.definition == kNone)) &&
           std::uint64_t{x.first_operand} + x.operand_count <= f_.operands.size();
  }

  // An operand stands before what it is an operand of, and is one once: no circle, no nest of doublings. The
  // subject of a switch is one of each arm's test.
  bool operands(Index e, std::vector<std::uint16_t>& depths, std::vector<bool>& used) const {
    const Expr& x = f_.exprs[e];
    const bool tests_an_arm =
        x.kind == ExprKind::operation && (f_.text(x.text) == "==" || f_.text(x.text) == "or");
    for (std::uint32_t n = 0; n < x.operand_count; ++n) {
      const Operand& operand = f_.operands[x.first_operand + n];
      if (!symbol(operand.label) || operand.expr >= e || (used[operand.expr] && !tests_an_arm)) return false;
      if (!tests_an_arm) used[operand.expr] = true;
      depths[e] = std::max<std::uint16_t>(depths[e], static_cast<std::uint16_t>(depths[operand.expr] + 1));
    }
    return depths[e] <= kMaxDepth;
  }

  bool conditions() const {
    for (Index c = 0; c < f_.conditions.size(); ++c) {
      const Condition& x = f_.conditions[c];
      if (x.kind > Condition::Kind::case_ || !expr(x.test) || (x.parent != kNone && x.parent >= c))
        return false;
    }
    return true;
  }

  bool parameter(const Parameter& p) const {
    return symbol(p.name) && expr(p.pattern) && expr(p.default_value) && expr(p.annotation) &&
           decorators(p.decorators_first, p.decorators_count);
  }

  bool definitions() const {
    for (Index d = 0; d < f_.definitions.size(); ++d) {
      const Definition& x = f_.definitions[d];
      if (x.kind > Definition::Kind::lambda || !symbol(x.name) || !symbol(x.directive) || !expr(x.returns) ||
          !condition(x.condition) || (d == 0 ? x.parent != kNone : x.parent >= d) ||
          !decorators(x.decorators_first, x.decorators_count))
        return false;
      if (!each(x.parameters, [&](const Parameter& p) { return parameter(p); }) ||
          !each(x.bases, [&](Index base) { return expr(base); }) ||
          !each(x.keywords, [&](const Operand& k) { return symbol(k.label) && expr(k.expr); }))
        return false;
    }
    return true;
  }

  bool is(Index e, ExprKind kind) const { return some(e) && f_.exprs[e].kind == kind; }

  bool lists() const {
    return each(f_.decorators, [&](Index e) { return some(e); }) &&
           each(f_.imports,
                [&](const Import& i) {
                  return i.via <= Import::Via::dynamic && symbol(i.module) && symbol(i.name) &&
                         symbol(i.local) && place(i.place);
                }) &&
           each(f_.exports,
                [&](const Export& x) {
                  return symbol(x.name) && symbol(x.local) && symbol(x.module) && expr(x.value);
                }) &&
           each(f_.assignments,
                [&](const Assignment& a) {
                  return a.kind <= Assignment::Kind::enum_member && symbol(a.op) && some(a.target) &&
                         expr(a.value) && expr(a.annotation) &&
                         decorators(a.decorators_first, a.decorators_count) && place(a.place);
                }) &&
           each(f_.calls, [&](const Call& c) { return is(c.expr, ExprKind::call) && place(c.place); }) &&
           each(f_.comparisons,
                [&](const Comparison& c) { return is(c.expr, ExprKind::operation) && place(c.place); }) &&
           each(f_.exits,
                [&](const Exit& x) {
                  return x.kind <= Exit::Kind::yield && expr(x.value) && place(x.place);
                }) &&
           each(f_.comments, [&](const Comment& c) { return symbol(c.text); });
  }

  const FileFacts& f_;
};

}  // namespace

std::string to_bytes(const FileFacts& facts) {
  // Every field by its name, so that none is forgotten when one is added. The first two are not of the bytes.
  const auto& [file, language, symbols, exprs, operands, conditions, definitions, decorators, imports,
               exports, assignments, calls, comparisons, exits, comments, docstring, error_nodes,
               cut_expressions, cut_blocks] = facts;
  Writer writer;
  write_symbols(writer, symbols);
  writer.put_all(exprs);
  writer.put_all(operands);
  writer.put_all(conditions);
  write_definitions(writer, facts);
  writer.put_all(decorators);
  writer.put_all(imports);
  writer.put_all(exports);
  writer.put_all(assignments);
  writer.put_all(calls);
  writer.put_all(comparisons);
  writer.put_all(exits);
  writer.put_all(comments);
  for (const std::uint32_t number : {docstring, error_nodes, cut_expressions, cut_blocks}) writer.put(number);
  return writer.sealed();
}

std::optional<FileFacts> from_bytes(std::string file, Language language, std::string_view bytes) {
  Source head(bytes);
  if (head.take(kMagic.size()) != kMagic) return std::nullopt;
  std::uint64_t sum = 0;
  if (const std::string_view raw = head.take(sizeof sum); !raw.empty())
    std::memcpy(&sum, raw.data(), sizeof sum);
  if (head.failed()) return std::nullopt;
  const std::string_view body = bytes.substr(kMagic.size() + sizeof sum);
  if (checksum(body) != sum) return std::nullopt;
  Source source(body);
  FileFacts facts;
  facts.file = std::move(file);
  facts.language = language;
  read_symbols(source, facts.symbols);
  source.all(facts.exprs);
  source.all(facts.operands);
  source.all(facts.conditions, {offsetof(Condition, negated)});
  read_definitions(source, facts);
  source.all(facts.decorators);
  source.all(facts.imports, {offsetof(Import, type_only)});
  source.all(facts.exports);
  source.all(facts.assignments, {offsetof(Assignment, constant)});
  source.all(facts.calls, {offsetof(Call, dropped), offsetof(Call, awaited)});
  source.all(facts.comparisons);
  source.all(facts.exits);
  source.all(facts.comments);
  facts.docstring = source.number();
  facts.error_nodes = source.number();
  facts.cut_expressions = source.number();
  facts.cut_blocks = source.number();
  if (!source.done() || !Check(facts).all_right()) return std::nullopt;
  return facts;
}

}  // namespace assay::facts
