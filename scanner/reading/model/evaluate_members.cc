// Members: object.name, through classes, instances, settings and libraries.
#include "reading/model/evaluator.h"

#include <algorithm>

#include "common/base/text.h"

namespace assay::model {
namespace {

using facts::Assignment;
using facts::Definition;
using Kind = Meaning::Kind;

constexpr int kMaxBases = 6;

bool has_effect(const Meaning& meaning, std::string_view effect) {
  const CallRule* rule = rule_of(meaning);
  return rule != nullptr && rule->does == effect;
}

bool is_property(const facts::FileFacts& facts, Index function) {
  const Definition& definition = facts.definitions[function];
  for (std::uint32_t n = 0; n < definition.decorators_count; ++n) {
    const std::string decorator =
        facts::dotted_name(facts, facts.decorators[definition.decorators_first + n]);
    if (decorator == "property" || decorator.ends_with("cached_property")) return true;
  }
  return false;
}

std::string upper(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return text;
}

}  // namespace

MeaningRef Evaluator::member(const MeaningRef& object, const std::string& name, const Origin& at) {
  switch (object->kind) {
    case Kind::external:
      if (has_effect(*object, "environment"))
        if (name != "get") {
          auto variable = std::make_shared<Meaning>();
          variable->kind = Kind::environment;
          variable->text = name;
          variable->at = at;
          return variable;
        }
      return library_member(object, name, at);
    case Kind::instance:
      return library_member(object, name, at);
    case Kind::module: {
      ModuleTarget target;
      if (object->file != UINT32_MAX) target.file = object->file;
      target.package_folder = object->text;
      return target_member(target, name);
    }
    case Kind::type:
      return type_member(*object, name, at, 0);
    case Kind::object:
      return object_member(object, name, at);
    case Kind::dict:
      if (MeaningRef item = item_of(*object, name)) return item;
      return unknown_meaning();
    case Kind::either: {
      std::vector<MeaningRef> parts;
      for (const auto& [_, item] : object->items) parts.push_back(member(item, name, at));
      std::erase_if(parts, [](const MeaningRef& part) { return part->is(Kind::unknown); });
      return either(std::move(parts), at);
    }
    default:
      return unknown_meaning();
  }
}

MeaningRef Evaluator::library_member(const MeaningRef& object, const std::string& name,
                                     const Origin& at) const {
  const CallRule* rule = rule_of(*object);
  auto meaning = std::make_shared<Meaning>();
  meaning->kind = Kind::external;
  meaning->distribution = object->distribution;
  meaning->library = object->library;
  const bool made = object->is(Kind::instance) && rule != nullptr && !rule->makes.empty();
  meaning->name = (made ? rule->makes : object->name) + "." + name;
  // The default export of a CommonJS package is the package: jwt.default.sign is jwt.sign.
  if (name == "default" && !object->is(Kind::instance) && object->distribution.starts_with("npm:"))
    meaning->name = object->name;
  meaning->receiver = object;
  meaning->at = at;
  return meaning;
}

MeaningRef Evaluator::base_of(FileIndex file, Index definition, std::size_t n) {
  const Definition& type = files_[file].definitions[definition];
  if (n >= type.bases.size()) return unknown_meaning();
  return evaluate({file, type.bases[n], type.parent == kNone ? 0 : type.parent, nullptr});
}

MeaningRef Evaluator::type_member(const Meaning& type, const std::string& name, const Origin& at, int depth) {
  if (depth > kMaxBases) return unknown_meaning();
  if (const auto symbol = symbol_in(type.file, name)) {
    const std::vector<Binding>& bindings = scopes_[type.file].member(type.definition, *symbol);
    if (!bindings.empty()) return binding_meaning(bindings.back(), {type.file, 0, type.definition, nullptr});
  }
  const std::size_t bases = files_[type.file].definitions[type.definition].bases.size();
  for (std::size_t n = 0; n < bases; ++n) {
    const MeaningRef base = base_of(type.file, type.definition, n);
    MeaningRef found = unknown_meaning();
    if (base->is(Kind::type))
      found = type_member(*base, name, at, depth + 1);
    else
      found = ruled_member(base, name, at);
    if (!found->is(Kind::unknown)) return found;
  }
  return unknown_meaning();
}

MeaningRef Evaluator::object_member(const MeaningRef& object, const std::string& name, const Origin& at) {
  // A dataclass, settings or record made with keywords: the keyword is the field.
  if (object->made_by.known()) {
    const Origin given = argument(object->made_by, std::nullopt, name);
    if (given.known()) return evaluate(given);
  }
  return field_of_class(*object, object->file, object->definition, name, at, 0);
}

MeaningRef Evaluator::field_of_class(const Meaning& object, FileIndex file, Index definition,
                                     const std::string& name, const Origin& at, int depth) {
  if (depth > kMaxBases) return unknown_meaning();
  if (const auto symbol = symbol_in(file, name)) {
    if (MeaningRef given = given_attribute(object, file, definition, *symbol, at)) return given;
    if (MeaningRef declared = declared_member(object, file, definition, *symbol, at)) return declared;
    if (MeaningRef injected = constructor_field(file, definition, *symbol)) return injected;
  }
  const std::size_t bases = files_[file].definitions[definition].bases.size();
  for (std::size_t n = 0; n < bases; ++n) {
    const MeaningRef base = base_of(file, definition, n);
    MeaningRef found = unknown_meaning();
    if (base->is(Kind::type))
      found = field_of_class(object, base->file, base->definition, name, at, depth + 1);
    else
      found = ruled_member(base, name, at);
    if (!found->is(Kind::unknown)) return found;
  }
  return unknown_meaning();
}

// self.NAME = value in any method, as the call that made the object saw it; null where there is none.
MeaningRef Evaluator::given_attribute(const Meaning& object, FileIndex file, Index definition,
                                      facts::Symbol name, const Origin& at) {
  const facts::FileFacts& facts = files_[file];
  std::vector<MeaningRef> given;
  for (const Index index : scopes_[file].attribute(definition, name)) {
    const Assignment& assignment = facts.assignments[index];
    if (assignment.value == kNone) continue;
    FrameRef frame;
    if (object.made_by.known()) frame = frame_for(object.made_by, file, assignment.place.definition);
    MeaningRef value = evaluate({file, assignment.value, assignment.place.definition, frame});
    if (!value->is_constant(facts::Literal::null)) given.push_back(std::move(value));
  }
  return given.empty() ? nullptr : either(std::move(given), at);
}

// A method, a property's value, a field with what the class gives it; null where the class declares none.
MeaningRef Evaluator::declared_member(const Meaning& object, FileIndex file, Index definition,
                                      facts::Symbol name, const Origin& at) {
  const facts::FileFacts& facts = files_[file];
  const std::vector<Binding>& declared = scopes_[file].member(definition, name);
  if (declared.empty()) return nullptr;
  const Binding& binding = declared.back();
  // What a field is given is made anew for each object.
  FrameRef frame;
  if (binding.kind == Binding::Kind::assignment && object.made_by.known() &&
      facts.language != Language::python)
    frame = frame_for(object.made_by, file, definition);
  MeaningRef value = binding_meaning(binding, {file, 0, definition, frame});
  if (binding.kind == Binding::Kind::definition) {
    auto method = std::make_shared<Meaning>(*value);
    method->receiver = std::make_shared<Meaning>(object);
    return is_property(facts, binding.index) ? returned_by(*method, at) : MeaningRef(method);
  }
  // A settings class reads each field from the environment; what the class gives is the default.
  if (is_settings(file, definition)) {
    auto variable = std::make_shared<Meaning>();
    variable->kind = Kind::environment;
    variable->text = upper(facts.text(name));
    variable->at = at;
    const bool defaulted =
        binding.kind == Binding::Kind::assignment && facts.assignments[binding.index].value != kNone;
    if (defaulted) variable->fallback = value;
    return variable;
  }
  return value->is(Kind::unknown) ? nullptr : value;
}

bool Evaluator::is_settings(FileIndex file, Index definition) {
  for (std::size_t n = 0; n < files_[file].definitions[definition].bases.size(); ++n) {
    MeaningRef base = base_of(file, definition, n);
    if (base->is(Kind::type))
      base = base_of(base->file, base->definition, 0);  // a base of the repository's own between
    if (base->is(Kind::external) && has_effect(*base, "environment-settings")) return true;
  }
  return false;
}

// TypeScript: constructor(private readonly jwt: JwtService) makes a field of that name; null where there is
// none.
MeaningRef Evaluator::constructor_field(FileIndex file, Index definition, facts::Symbol name) {
  const facts::FileFacts& facts = files_[file];
  for (Index d = definition + 1; d < facts.definitions.size(); ++d) {
    if (facts.definitions[d].parent != definition || facts.text(facts.definitions[d].name) != "constructor")
      continue;
    for (const facts::Parameter& parameter : facts.definitions[d].parameters)
      if (parameter.name == name)
        return annotated(parameter.annotation, {file, parameter.annotation, definition, nullptr});
  }
  return nullptr;
}

// A member of a library's class that the rules know; any other is unknown.
MeaningRef Evaluator::ruled_member(const MeaningRef& base, const std::string& name, const Origin& at) const {
  if (!base->is(Kind::external) || base->library == nullptr) return unknown_meaning();
  MeaningRef found = library_member(base, name, at);
  return rule_of(*found) == nullptr ? unknown_meaning() : found;
}

}  // namespace assay::model
