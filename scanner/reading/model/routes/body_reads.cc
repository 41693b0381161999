#include "reading/model/routes/body_reads.h"

#include <algorithm>

#include "reading/model/routes/shapes.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

constexpr std::size_t kMaxFunctions = 12;  // that one handler hands its body to
constexpr std::size_t kMaxReads = 400;
constexpr std::size_t kMaxNesting = 6;

std::string joined(const std::vector<std::string>& path) {
  std::string out;
  for (const std::string& part : path) out += (out.empty() ? "" : ".") + part;
  return out;
}

// What a text, a list or a file has by itself.
bool is_own_property(const std::string& name) {
  return name == "length" || name == "size" || name == "constructor" || name == "hasOwnProperty";
}

}  // namespace

// The expressions of one function, each with the definition it stands in.
struct BodyReads::Inside {
  FileIndex file;
  Index function;
  const facts::FileFacts& facts;
  Trails trails;
  std::set<Index> callees;    // attributes that are called
  std::set<Index> defaulted;  // operands beside a default: x || 1
};

BodyReads::BodyReads(const Program& program, const FrameworkRule& rule) : program_(program) {
  for (const auto& [job, form] :
       {std::pair{"json-body", Form::json}, {"form-body", Form::form}, {"file-body", Form::file}}) {
    const auto names = rule.names.find(job);
    if (names == rule.names.end()) continue;
    for (const std::string& name : names->second) places_.push_back({trail_of_place(name), form});
  }
}

std::optional<BodyReads::Reached> BodyReads::reached(const Trail& trail) const {
  const Place* best = nullptr;
  for (const Place& place : places_) {
    if (place.trail.size() > trail.size() ||
        !std::equal(place.trail.begin(), place.trail.end(), trail.begin()))
      continue;
    if (best == nullptr || place.trail.size() > best->trail.size()) best = &place;
  }
  if (best == nullptr) return std::nullopt;
  return Reached{best->form, {trail.begin() + static_cast<std::ptrdiff_t>(best->trail.size()), trail.end()}};
}

// Some place of the body stands below it: the request itself.
bool BodyReads::leads_to_body(const Trail& trail) const {
  return std::any_of(places_.begin(), places_.end(), [&](const Place& place) {
    return trail.size() <= place.trail.size() && std::equal(trail.begin(), trail.end(), place.trail.begin());
  });
}

std::map<Index, Trail> BodyReads::own_parameters(FileIndex file, Index function) const {
  const facts::FileFacts& facts = program_.files()[file];
  const facts::Definition& definition = facts.definitions[function];
  std::map<Index, Trail> own;
  int place = 0;
  for (Index p = 0; p < definition.parameters.size(); ++p) {
    const std::string& name = facts.text(definition.parameters[p].name);
    if (p == 0 && facts.language == Language::python && (name == "self" || name == "cls")) continue;
    own[p] = {"{" + std::to_string(place++) + "}"};
  }
  return own;
}

void BodyReads::read(FileIndex file, Index function, std::map<Index, Trail> parameters) {
  if (places_.empty() || functions_.size() >= kMaxFunctions || !functions_.insert({file, function}).second)
    return;
  const facts::FileFacts& facts = program_.files()[file];
  const auto known = parameters;
  Inside inside{file, function, facts, Trails(program_, file, function, std::move(parameters)), {}, {}};
  const std::vector<Program::Placed> expressions = program_.expressions_in(file, function);
  for (const auto& [expr, definition] : expressions) {
    const facts::Expr& written = facts.exprs[expr];
    if (written.kind == ExprKind::call) inside.callees.insert(facts.operand(expr, 0));
    const std::string& op = written.kind == ExprKind::operation ? facts.text(written.text) : facts.text(0);
    if (op == "or" || op == "??") inside.defaulted.insert(facts.operand(expr, 0));
  }
  std::vector<Read> reads;
  for (const auto& [index, trail] : known) {
    std::vector<Trails::Bound> bound;
    inside.trails.targets(facts.definitions[function].parameters[index].pattern, trail, bound);
    for (const Trails::Bound& one : bound) note(one.trail, !one.defaulted, one.start, reads);
  }
  for (const auto& [expr, definition] : expressions) read_expression(inside, expr, definition, reads);
  read_assignments(inside, reads);
  std::stable_sort(reads.begin(), reads.end(),
                   [](const Read& a, const Read& b) { return a.start < b.start; });
  reads_.insert(reads_.end(), reads.begin(), reads.end());
  for (const auto& [expr, definition] : expressions)
    if (facts.exprs[expr].kind == ExprKind::call) hand_over(inside, expr, definition);
}

void BodyReads::note(const Trail& trail, bool required, std::uint32_t start, std::vector<Read>& reads) const {
  auto place = reached(trail);
  if (!place || place->path.empty() || place->path.size() > kMaxNesting || reads.size() >= kMaxReads) return;
  if (std::find(place->path.begin(), place->path.end(), "()") != place->path.end()) return;
  if (is_own_property(place->path.back())) return;
  // Forms and files are flat: what follows is the value's own.
  if (place->form != Form::json) place->path.resize(1);
  reads.push_back({std::move(place->path), place->form, required, start});
}

void BodyReads::read_expression(Inside& inside, Index expr, Index definition, std::vector<Read>& reads) {
  const facts::FileFacts& facts = inside.facts;
  const facts::Expr& written = facts.exprs[expr];
  bool required = !inside.defaulted.contains(expr);
  // "email" in data
  const std::string& op = written.kind == ExprKind::operation ? facts.text(written.text) : facts.text(0);
  if (op == "in" || op == "not-in") {
    const Index key = facts.operand(expr, 0);
    auto trail = inside.trails.of(facts.operand(expr, 1), definition);
    if (!trail || key == kNone || facts.exprs[key].kind != ExprKind::literal) return;
    trail->push_back(facts.text_of(key));
    note(*trail, op == "not-in", written.range.start, reads);
    return;
  }
  if (written.kind == ExprKind::call) {
    const Index callee = facts.operand(expr, 0);
    const bool taken = callee != kNone && facts.exprs[callee].kind == ExprKind::attribute &&
                       inside.trails.is_taken(facts.text_of(callee));
    if (!taken) return;
    // FormData.get gives null as a dict's get does; who asks in Python by [] could not do without.
    if (facts.language == Language::python) required = false;
  } else if (written.kind != ExprKind::index &&
             (written.kind != ExprKind::attribute || inside.callees.contains(expr))) {
    return;
  }
  if (const auto trail = inside.trails.of(expr, definition))
    note(*trail, required, written.range.start, reads);
}

void BodyReads::read_assignments(Inside& inside, std::vector<Read>& reads) {
  const facts::Range& range = inside.facts.definitions[inside.function].range;
  for (const facts::Assignment& assignment : inside.facts.assignments) {
    if (assignment.range.start < range.start || assignment.range.start >= range.end) continue;
    if (assignment.target == kNone || assignment.value == kNone) continue;
    if (inside.facts.exprs[assignment.target].kind != ExprKind::container && assignment.annotation == kNone)
      continue;
    const auto trail = inside.trails.of(assignment.value, assignment.place.definition);
    if (!trail) continue;
    if (const auto place = reached(*trail); place && assignment.annotation != kNone)
      add_schema(ShapeReader(program_).of_annotation(
                     {inside.file, assignment.annotation, assignment.place.definition, nullptr}),
                 place->path, place->form);
    std::vector<Trails::Bound> bound;
    inside.trails.targets(assignment.target, *trail, bound);
    for (const Trails::Bound& one : bound)
      if (one.trail.size() > trail->size()) note(one.trail, !one.defaulted, one.start, reads);
  }
}

// The whole body, or an object in it, given to a schema or to a function of the repository.
void BodyReads::hand_over(Inside& inside, Index call, Index definition) {
  const facts::FileFacts& facts = inside.facts;
  const facts::Expr& expr = facts.exprs[call];
  const Origin here{inside.file, call, definition, nullptr};
  bool given = false;
  for (std::uint32_t n = 1; n < expr.operand_count; ++n) {
    Index argument = facts.operand(call, n);
    if (argument == kNone) continue;
    // {...req.body, admin: false}, **data
    if (facts.exprs[argument].kind == ExprKind::container) {
      Index spread = kNone;
      for (std::uint32_t i = 0; i < facts.exprs[argument].operand_count; ++i) {
        const Index part = facts.operand(argument, i);
        if (part != kNone && facts.exprs[part].kind == ExprKind::operation && facts.text_of(part) == "spread")
          spread = part;
      }
      if (spread == kNone) continue;
      argument = spread;
    }
    if (facts.exprs[argument].kind == ExprKind::operation && facts.text_of(argument) == "spread")
      argument = facts.operand(argument, 0);
    const auto trail = inside.trails.of(argument, definition);
    if (!trail) continue;
    const auto place = reached(*trail);
    if (!place && !leads_to_body(*trail)) continue;
    const Index callee = facts.operand(call, 0);
    const MeaningRef meaning = program_.evaluator().evaluate({inside.file, callee, definition, nullptr});
    if (meaning->is(Kind::function)) {
      hand_to_function(meaning, here, n, *trail);
      given = true;
    } else if (place) {
      hand_to_schema(here, place->path, place->form);
      given = true;
    }
  }
  if (!given) take_by_itself(here);
}

// schema.parse(body), Model.model_validate(body), Form(request.POST), Model(**body).
void BodyReads::hand_to_schema(const Origin& call, const std::vector<std::string>& path, Form form) {
  const facts::FileFacts& facts = program_.files()[call.file];
  const Index callee = facts.operand(call.expr, 0);
  const auto at = [&](Index expr) { return Origin{call.file, expr, call.definition, nullptr}; };
  const MeaningRef made = program_.evaluator().evaluate(at(callee));
  ShapeReader reader(program_);
  if (made->is(Kind::type)) {
    add_schema(reader.of_class(made->file, made->definition), path, form);
    return;
  }
  if (facts.exprs[callee].kind == ExprKind::attribute)
    if (add_schema(reader.of_value(at(facts.operand(callee, 0))), path, form)) return;
  // validate(schema, body)
  for (std::uint32_t n = 1; n < facts.exprs[call.expr].operand_count; ++n)
    if (add_schema(reader.of_value(at(facts.operand(call.expr, n))), path, form)) return;
}

bool BodyReads::add_schema(const Shape& shape, const std::vector<std::string>& path, Form form) {
  // A class of the repository is a schema where a library makes it one.
  if (!shape.known || !shape.object || shape.inside.empty() || shape.rule == nullptr) return false;
  add_shape(shape, path.empty() ? "" : joined(path) + ".", told_);
  (form == Form::json ? json_ : form_) = true;
  return true;
}

void BodyReads::hand_to_function(const MeaningRef& callee, const Origin& call, std::uint32_t argument,
                                 const Trail& trail) {
  const facts::FileFacts& there = program_.files()[callee->file];
  const facts::Definition& function = there.definitions[callee->definition];
  const facts::FileFacts& here = program_.files()[call.file];
  const facts::Operand& operand = here.operands[here.exprs[call.expr].first_operand + argument];
  const bool method = there.language == Language::python && !function.is_static && function.parent != kNone &&
                      there.definitions[function.parent].kind == facts::Definition::Kind::class_;
  for (Index p = 0; p < function.parameters.size(); ++p) {
    const bool by_name =
        operand.label != 0 && there.text(function.parameters[p].name) == here.text(operand.label);
    const bool by_place = operand.label == 0 && p == argument - 1 + (method ? 1 : 0);
    if (by_name || by_place) read(callee->file, callee->definition, {{p, trail}});
  }
}

// form = LoginForm(), parser.parse_args(): the body is taken without being given.
void BodyReads::take_by_itself(const Origin& call) {
  const facts::FileFacts& facts = program_.files()[call.file];
  const Index callee = facts.operand(call.expr, 0);
  if (callee == kNone) return;
  const Origin at{call.file, callee, call.definition, nullptr};
  const MeaningRef made = program_.evaluator().evaluate(at);
  ShapeReader reader(program_);
  if (made->is(Kind::type)) {
    const Shape shape = reader.of_class(made->file, made->definition);
    if (shape.reads_request) add_schema(shape, {}, shape.form ? Form::form : Form::json);
    return;
  }
  if (facts.exprs[callee].kind != ExprKind::attribute || !made->is(Kind::external)) return;
  const Shape shape = reader.of_value({call.file, facts.operand(callee, 0), call.definition, nullptr});
  if (!shape.known || shape.rule == nullptr) return;
  const auto method = shape.rule->methods.find(facts.text_of(callee));
  if (method != shape.rule->methods.end() && method->second.reads_request)
    add_schema(shape, {}, shape.form ? Form::form : Form::json);
}

void BodyReads::add_to(Body& body) const {
  for (const Field& field : told_.fields) add_field(body, field);
  bool json = json_, form = form_, files = told_.takes_files;
  for (const Read& read : reads_) {
    (read.form == Form::json ? json : form) = true;
    files = files || read.form == Form::file;
    const std::string name = joined(read.path);
    // `user` was only passed on the way to `user.email`.
    const bool passed =
        std::any_of(reads_.begin(), reads_.end(),
                    [&](const Read& other) {
                      return other.path.size() > read.path.size() &&
                             std::equal(read.path.begin(), read.path.end(), other.path.begin());
                    }) ||
        std::any_of(told_.fields.begin(), told_.fields.end(),
                    [&](const Field& field) { return field.name.starts_with(name + "."); });
    if (passed) continue;
    // It has to be there where nothing does without it.
    const bool required = std::all_of(reads_.begin(), reads_.end(), [&](const Read& other) {
      return other.path != read.path || other.required;
    });
    add_field(body, {name, read.form == Form::file ? "file" : "", required});
  }
  body.form = body.form || (form && !json) || told_.form;
  body.takes_files = body.takes_files || files;
}

void add_fields_read_by(const Program& program, const FrameworkRule& rule, FileIndex file, Index function,
                        Body& body) {
  BodyReads reads(program, rule);
  reads.read(file, function, reads.own_parameters(file, function));
  reads.add_to(body);
}

}  // namespace assay::model
