#include "reading/model/routes/typed_parameters.h"

#include <algorithm>

#include "common/base/text.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

constexpr int kMaxDepth = 4;  // dependencies of dependencies, types in types

bool is_null(const facts::FileFacts& facts, Index expr) {
  return expr != kNone && facts.exprs[expr].kind == ExprKind::literal &&
         facts.exprs[expr].literal == facts::Literal::null;
}

// "Annotated" of typing.Annotated[...]
std::string outer_name(const facts::FileFacts& facts, Index expr) {
  const std::string name = facts::dotted_name(facts, facts.operand(expr, 0));
  return name.substr(name.rfind('.') + 1);
}

void unwrap(const RouteReading& reading, const Following& following, const Origin& annotation, int depth,
            Annotated& out) {
  out.type = annotation;
  if (!annotation.known() || depth > kMaxDepth) return;
  const Origin written = following.written(annotation);
  const facts::FileFacts& facts = reading.facts(written.file);
  const auto inside = [&](Index expr) {
    unwrap(reading, following, {written.file, expr, written.definition, nullptr}, depth + 1, out);
  };
  const facts::Expr& expr = facts.exprs[written.expr];
  if (expr.kind == ExprKind::operation && facts.text(expr.text) == "|") {
    const Index left = facts.operand(written.expr, 0), right = facts.operand(written.expr, 1);
    out.optional = out.optional || is_null(facts, right) || is_null(facts, left);
    inside(is_null(facts, left) ? right : left);
    return;
  }
  if (expr.kind != ExprKind::index) return;
  const std::string outer = outer_name(facts, written.expr);
  const Index argument = facts.operand(written.expr, 1);
  if (argument == kNone) return;
  const bool several = facts.exprs[argument].kind == ExprKind::container;
  const Index first = several ? facts.operand(argument, 0) : argument;
  if (outer == "Annotated" && several) {
    for (std::uint32_t n = 1; n < facts.exprs[argument].operand_count; ++n)
      out.metadata.push_back({written.file, facts.operand(argument, n), written.definition, nullptr});
    inside(first);
  } else if (outer == "Optional" || outer == "Union") {
    out.optional = out.optional || outer == "Optional" ||
                   is_null(facts, facts.operand(argument, facts.exprs[argument].operand_count - 1));
    inside(first);
  } else if (outer == "list" || outer == "List" || outer == "Sequence" || outer == "set" || outer == "Set") {
    out.many = true;
    inside(first);
  } else {
    out.type = {written.file, facts.operand(written.expr, 0), written.definition, nullptr};
  }
}

}  // namespace

Annotated annotated_type(const RouteReading& reading, const Following& following, const Origin& annotation) {
  Annotated out;
  unwrap(reading, following, annotation, 0, out);
  return out;
}

// The call that says where a parameter comes from, and by which job.
struct TypedParameters::Marker {
  std::string job;
  Origin call;
};

// What one parameter adds to the body.
struct TypedParameters::Part {
  std::string name;
  Origin annotation, value;
  Origin bare;  // the type inside the annotation
  MeaningRef type;
  Marker marker;
  bool optional = false, many = false;
};

TypedParameters::Marker TypedParameters::marker_of(const Annotated& annotated, const Origin& value) const {
  static const std::vector<std::string> kJobs{"dependency", "body-parameter", "form-parameter",
                                              "file-parameter", "other-parameter"};
  std::vector<Origin> candidates = annotated.metadata;
  if (value.known()) candidates.push_back(value);
  Marker found;
  for (const Origin& candidate : candidates) {
    const Origin call = following_.written(candidate);
    // Depends() and, without a call, Depends itself.
    const Origin callee = following_.callee(call).known() ? following_.callee(call) : call;
    const MeaningRef meaning = program_.evaluator().evaluate(callee);
    for (const std::string& job : kJobs)
      if (following_.stands_on(*meaning, job)) found = {job, call};
  }
  return found;
}

std::string TypedParameters::dependency(const Origin& call) const {
  const Origin written = following_.written(call);
  const Origin callee = following_.callee(written);
  if (!callee.known()) return "";
  if (!is_named(reading_.rule, "dependency", *program_.evaluator().evaluate(callee))) return "";
  return guard_name(program_, program_.evaluator().argument(written, 0, "dependency"));
}

std::vector<std::string> TypedParameters::dependencies(const Origin& list) const {
  std::vector<std::string> names;
  for (const Origin& item : following_.items(list))
    if (std::string name = dependency(item); !name.empty()) names.push_back(std::move(name));
  return names;
}

bool TypedParameters::is_model(const Meaning& type) const {
  return type.is(Kind::type);
}

// What a dependency's own parameters add: those of its function, or of the class that it makes.
void TypedParameters::collect_from(const Origin& given, const std::string& path, int depth, Declared& out,
                                   std::vector<Part>& parts) const {
  if (!given.known() || depth > kMaxDepth) return;
  MeaningRef meaning = program_.evaluator().evaluate(given);
  if (meaning->is(Kind::function)) {
    Declared inner;
    collect(meaning->file, meaning->definition, path, depth + 1, inner, parts);
    out.body.form = out.body.form || inner.body.form;
    for (Field& field : inner.body.fields) add_field(out.body, std::move(field));
    return;
  }
  if (following_.stands_on(*meaning, "password-form")) {
    // RFC 6749, 4.3.2: what a client sends for a token.
    out.body.form = true;
    add_field(out.body, {"username", "string", true});
    add_field(out.body, {"password", "string", true});
    return;
  }
  if (!meaning->is(Kind::type) && !meaning->is(Kind::object)) return;
  // A class is made by its constructor, an object is called.
  const std::string method = meaning->is(Kind::type) ? "__init__" : "__call__";
  const facts::FileFacts& facts = reading_.facts(meaning->file);
  const auto symbol = facts.symbols.find(method);
  if (!symbol) return;
  for (const Binding& binding :
       program_.evaluator().scopes(meaning->file).member(meaning->definition, *symbol))
    if (binding.kind == Binding::Kind::definition) {
      Declared inner;
      collect(meaning->file, binding.index, path, depth + 1, inner, parts);
      return;
    }
}

void TypedParameters::collect(FileIndex file, Index function, const std::string& path, int depth,
                              Declared& out, std::vector<Part>& parts) const {
  const facts::FileFacts& facts = reading_.facts(file);
  const Index outside = scope_of(facts, function);
  for (const facts::Parameter& parameter : facts.definitions[function].parameters) {
    const std::string& name = facts.text(parameter.name);
    if (name.empty() || parameter.rest) continue;
    Part part;
    part.name = name;
    part.annotation = {file, parameter.annotation, outside, nullptr};
    part.value = {file, parameter.default_value, outside, nullptr};
    const Annotated annotated = annotated_type(reading_, following_, part.annotation);
    part.bare = annotated.type;
    part.type = program_.evaluator().evaluate(annotated.type);
    part.optional = annotated.optional;
    part.many = annotated.many;
    part.marker = marker_of(annotated, part.value);
    const std::string& job = part.marker.job;
    if (job == "dependency") {
      Origin given = program_.evaluator().argument(part.marker.call, 0, "dependency");
      if (!given.known()) given = annotated.type;  // `form: LoginForm = Depends()`
      const bool form = following_.stands_on(*program_.evaluator().evaluate(given), "password-form");
      if (!form) out.guards.push_back(guard_name(program_, given));
      collect_from(given, path, depth, out, parts);
      continue;
    }
    const bool in_path =
        path.find("{" + name + "}") != std::string::npos || path.find("{" + name + ":") != std::string::npos;
    if (job == "other-parameter" || (in_path && job.empty())) continue;
    const bool file_type =
        part.type->is(Kind::external) && is_listed(reading_.rule.file_types, part.type->name);
    if (job.empty() && file_type) part.marker.job = "file-parameter";
    if (part.marker.job.empty()) {
      if (!is_model(*part.type)) continue;
      part.marker.job = "body-parameter";
    }
    parts.push_back(std::move(part));
  }
}

void TypedParameters::add_part(const Part& part, bool inside, Body& body) const {
  const Origin alias = program_.evaluator().argument(part.marker.call, std::nullopt, "alias");
  const std::string told = following_.text(alias).value_or("");
  const std::string& name = told.empty() ? part.name : told;
  const bool required = !part.optional && !(part.value.known() && !part.marker.call.known());
  if (part.marker.job == "file-parameter") {
    body.form = body.takes_files = true;
    Field field = field_of(program_, name, part.annotation, part.value);
    add_field(body, {name, "file", field.required && !part.optional});
    return;
  }
  if (part.marker.job == "form-parameter") body.form = true;
  if (!is_model(*part.type)) {
    if (!inside) return;  // the body is the value itself
    Field field = field_of(program_, name, part.annotation, part.value);
    if (field.type.empty() && !part.many) field.type = field_of(program_, name, part.bare, part.value).type;
    field.required = field.required && !part.optional;
    add_field(body, std::move(field));
    return;
  }
  if (part.many) return;  // a list of them
  if (!inside) {
    add_fields_of_type(program_, part.type, body);
    return;
  }
  Body fields;
  add_fields_of_type(program_, part.type, fields);
  for (Field& field : fields.fields) {
    field.name = name + "." + field.name;
    field.required = field.required && required;
    add_field(body, std::move(field));
  }
}

Declared TypedParameters::read(FileIndex file, Index function, const std::string& path) const {
  Declared out;
  std::vector<Part> parts;
  collect(file, function, path, 0, out, parts);
  const bool form = std::any_of(parts.begin(), parts.end(), [](const Part& part) {
    return part.marker.job == "form-parameter" || part.marker.job == "file-parameter";
  });
  out.takes_body = !parts.empty();
  for (const Part& part : parts) {
    const MeaningRef embed =
        program_.evaluator().evaluate(program_.evaluator().argument(part.marker.call, std::nullopt, "embed"));
    const bool told = embed->is_constant(facts::Literal::boolean) && to_lower(embed->text) == "true";
    const bool alone = parts.size() == 1 && !told;
    // One model is the body; several parts, and the fields of a form, each stand under their name.
    const bool inside = is_model(*part.type) ? !alone : form || !alone;
    add_part(part, inside, out.body);
  }
  return out;
}

}  // namespace assay::model
