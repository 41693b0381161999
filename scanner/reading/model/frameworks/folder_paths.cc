#include "reading/model/frameworks/folder_paths.h"

#include <vector>

#include "common/base/paths.h"
#include "common/base/text.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

constexpr int kMaxDepth = 12;

// A path as far as it is spelt: from the scanned root on, or not yet from anywhere.
struct Spelt {
  std::string path;
  bool placed = false;
};

class Speller {
 public:
  explicit Speller(const RouteReading& reading) : reading_(reading), following_(reading) {}

  std::optional<Spelt> spell(const Origin& expr, int depth = 0) {
    if (!expr.known() || depth > kMaxDepth) return std::nullopt;
    const facts::FileFacts& facts = reading_.facts(expr.file);
    switch (facts.exprs[expr.expr].kind) {
      case ExprKind::name:
      case ExprKind::attribute:
        return named(expr, depth);
      case ExprKind::call:
        return called(expr, depth);
      case ExprKind::template_:
        return together(expr, 0, "", depth);
      case ExprKind::operation:
        return facts.text_of(expr.expr) == "+" ? together(expr, 0, "", depth) : std::nullopt;
      default:
        return constant(expr);
    }
  }

 private:
  Origin operand(const Origin& expr, std::uint32_t n) const {
    return {expr.file, reading_.facts(expr.file).operand(expr.expr, n), expr.definition, expr.frame};
  }

  std::string file_of(const Origin& expr) const { return reading_.facts(expr.file).file; }

  std::optional<Spelt> constant(const Origin& expr) const {
    const MeaningRef meaning = reading_.program.evaluator().evaluate(expr);
    return meaning->is_text() ? std::optional(Spelt{meaning->text, false}) : std::nullopt;
  }

  // The file's own place, under the names that the language gives it; else what a name was given.
  std::optional<Spelt> named(const Origin& expr, int depth) {
    const std::string name = facts::dotted_name(reading_.facts(expr.file), expr.expr);
    if (const Origin given = parameter(expr); given.known()) return spell(given, depth + 1);
    const Origin written = following_.written(expr);
    if (written.file != expr.file || written.expr != expr.expr) return spell(written, depth + 1);
    if (name == "__dirname" || name == "import.meta.dirname") return Spelt{folder_of(file_of(expr)), true};
    if (name == "__filename" || name == "import.meta.url" || name == "import.meta.filename")
      return Spelt{file_of(expr), true};
    // new URL("x", import.meta.url).pathname
    const bool same = name.empty() && (reading_.facts(expr.file).text_of(expr.expr) == "pathname" ||
                                       reading_.facts(expr.file).text_of(expr.expr) == "href");
    return same ? spell(operand(expr, 0), depth + 1) : constant(expr);
  }

  // What the call that is being followed gave to a parameter.
  Origin parameter(const Origin& expr) const {
    const facts::Expr& written = reading_.facts(expr.file).exprs[expr.expr];
    if (written.kind != ExprKind::name) return {};
    const std::vector<Binding>& bindings =
        reading_.program.evaluator().scopes(expr.file).visible(expr.definition, written.text);
    if (bindings.size() != 1 || bindings.front().kind != Binding::Kind::parameter) return {};
    for (FrameRef frame = expr.frame; frame != nullptr; frame = frame->call.frame)
      if (frame->file == expr.file && frame->definition == bindings.front().definition)
        return reading_.program.evaluator().argument_for(*frame, bindings.front().index);
    return {};
  }

  std::optional<Spelt> called(const Origin& call, int depth) {
    const MeaningRef callee = reading_.program.evaluator().evaluate(operand(call, 0));
    if (callee->is(Kind::function)) return returned(*callee, call, depth);
    if (!callee->is(Kind::external)) return std::nullopt;
    const std::string name = last_part(callee->name);
    if (name == "cwd") return Spelt{reading_.app.app.root == "." ? "" : reading_.app.app.root, true};
    if (name == "join" || name == "resolve") return together(call, 1, "/", depth);
    if (name == "fileURLToPath" || name == "normalize") return spell(operand(call, 1), depth + 1);
    if (name == "URL") return beside(call, depth);
    if (name != "dirname") return std::nullopt;
    auto inner = spell(operand(call, 1), depth + 1);
    // A folder that was written with a slash at its end is still that folder.
    if (inner && inner->path.ends_with('/')) inner->path.pop_back();
    if (inner) inner->path = folder_of(inner->path);
    return inner;
  }

  // What a function of the repository gives back, where that is one expression.
  std::optional<Spelt> returned(const Meaning& function, const Origin& call, int depth) {
    Evaluator& evaluator = reading_.program.evaluator();
    const std::vector<Index>& exits = evaluator.exits_of(function.file, function.definition);
    const FrameRef frame = evaluator.frame_for(call, function.file, function.definition);
    if (exits.size() != 1 || !frame) return std::nullopt;
    const Index value = reading_.facts(function.file).exits[exits.front()].value;
    return spell({function.file, value, function.definition, frame}, depth + 1);
  }

  // new URL("./routes", import.meta.url): seen from the folder that the base stands in.
  std::optional<Spelt> beside(const Origin& call, int depth) {
    auto to = spell(operand(call, 1), depth + 1), base = spell(operand(call, 2), depth + 1);
    if (!to || to->placed || !base) return std::nullopt;
    return Spelt{folder_of(base->path) + "/" + to->path, base->placed};
  }

  // The operands from one on, put together.
  std::optional<Spelt> together(const Origin& expr, std::uint32_t first, const std::string& between,
                                int depth) {
    Spelt whole;
    const std::uint32_t count = reading_.facts(expr.file).exprs[expr.expr].operand_count;
    for (std::uint32_t n = first; n < count; ++n) {
      const auto part = spell(operand(expr, n), depth + 1);
      if (!part) return std::nullopt;
      if (part->placed)
        whole = *part;
      else
        whole.path += (n == first ? "" : between) + part->path;
    }
    return whole;
  }

  const RouteReading& reading_;
  Following following_;
};

}  // namespace

std::optional<std::string> folder_named(const RouteReading& reading, const Origin& expr) {
  const auto spelt = Speller(reading).spell(expr);
  if (!spelt) return std::nullopt;
  const std::string& root = reading.app.app.root;
  return normalised(spelt->placed || root == "." ? spelt->path : root + "/" + spelt->path);
}

}  // namespace assay::model
