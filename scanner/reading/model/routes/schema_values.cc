// A schema among what a route is declared with: itself, in a list, handed to a middleware, or as the part
// `body` of a description of the whole request.
#include <algorithm>

#include "reading/model/routes/fields.h"
#include "reading/model/routes/route_reading.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

constexpr int kMaxDepth = 8;

// The parts of a request by the names that descriptions of it use.
bool is_body(const std::string& part) {
  return part == "body" || part == "json" || part == "form" || part == "BODY";
}
bool is_other_part(const std::string& part) {
  static const std::vector<std::string> kOthers{"query",   "params", "param", "headers",     "header",
                                                "cookies", "cookie", "files", "querystring", "signedCookies"};
  return is_listed(kOthers, part);
}

class SchemaValue {
 public:
  SchemaValue(const Program& program, Body& body) : program_(program), body_(body) {}

  bool add(const Origin& value, int depth) {
    if (!value.known() || depth > kMaxDepth) return false;
    const facts::FileFacts& facts = program_.files()[value.file];
    const facts::Expr& expr = facts.exprs[value.expr];
    if (expr.kind == ExprKind::lambda) return false;
    if (expr.kind == ExprKind::container && expr.container != facts::Container::dict) {
      bool any = false;
      for (const Origin& element : elements_of(program_, value)) any = add(element, depth + 1) || any;
      return any;
    }
    const Shape shape = ShapeReader(program_).of_value(value);
    if (shape.known) return add_whole(shape);
    if (expr.kind == ExprKind::call) return add_argument(value, depth);
    if (expr.kind == ExprKind::container) return add_part(value, depth);
    const MeaningRef meaning = program_.evaluator().evaluate(value);
    const bool made = meaning->is(Kind::instance) && !(meaning->made_by.expr == value.expr);
    if (made) return add(meaning->made_by, depth + 1);
    const bool container = meaning->is(Kind::dict) || meaning->is(Kind::list);
    if (!container || !meaning->at.known()) return false;
    const bool itself = meaning->at.file == value.file && meaning->at.expr == value.expr;
    return !itself && add(meaning->at, depth + 1);
  }

 private:
  bool add_whole(const Shape& shape) {
    if (!shape.object) {
      // body("email").isEmail(): a field by itself.
      if (shape.no_field || shape.field.name.empty() || shape.field.name.find('*') != std::string::npos)
        return false;
      add_field(body_, shape.field);
      return true;
    }
    // z.object({ body: z.object({...}), query: ... })
    const bool parts =
        !shape.inside.empty() && std::all_of(shape.inside.begin(), shape.inside.end(), [](const Shape& part) {
          return part.object && (is_body(part.field.name) || is_other_part(part.field.name));
        });
    if (!parts) {
      add_shape(shape, "", body_);
      return !shape.inside.empty();
    }
    for (const Shape& part : shape.inside)
      if (is_body(part.field.name)) add_shape(part, "", body_);
    return true;
  }

  // validate(schema), zValidator("json", schema), celebrate({ body: schema })
  bool add_argument(const Origin& call, int depth) {
    const facts::FileFacts& facts = program_.files()[call.file];
    const facts::Expr& expr = facts.exprs[call.expr];
    bool form = false;
    for (std::uint32_t n = 1; n < expr.operand_count; ++n) {
      const facts::Operand& operand = facts.operands[expr.first_operand + n];
      if (operand.expr == kNone || facts.exprs[operand.expr].kind != ExprKind::literal) continue;
      if (is_other_part(facts.text_of(operand.expr))) return false;
      form = form || facts.text_of(operand.expr) == "form";
    }
    bool any = false;
    for (std::uint32_t n = 1; n < expr.operand_count; ++n)
      any = add({call.file, facts.operand(call.expr, n), call.definition, call.frame}, depth + 1) || any;
    body_.form = body_.form || (any && form);
    return any;
  }

  bool add_part(const Origin& dict, int depth) {
    const facts::FileFacts& facts = program_.files()[dict.file];
    const facts::Expr& expr = facts.exprs[dict.expr];
    bool any = false;
    for (std::uint32_t n = 0; n < expr.operand_count; ++n) {
      const facts::Operand& operand = facts.operands[expr.first_operand + n];
      if (operand.expr == kNone) continue;
      Index value = operand.expr;
      std::string name = facts.text(operand.label);
      const facts::Expr& entry = facts.exprs[value];
      if (operand.label == 0 && entry.kind == ExprKind::operation && facts.text(entry.text) == "pair") {
        // [Segments.BODY]: schema
        const Index key = facts.operand(operand.expr, 0);
        if (key == kNone || facts.exprs[key].kind != ExprKind::attribute) continue;
        name = facts.text_of(key);
        value = facts.operand(operand.expr, 1);
      }
      if (is_body(name) || name == "schema")
        any = add({dict.file, value, dict.definition, dict.frame}, depth + 1) || any;
    }
    return any;
  }

  const Program& program_;
  Body& body_;
};

}  // namespace

void add_fields_of_schema(const Program& program, const Origin& schema, Body& body) {
  SchemaValue(program, body).add(schema, 0);
}

}  // namespace assay::model
