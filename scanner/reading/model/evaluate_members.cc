// Members: object.name, through classes, instances, settings and libraries.
#include "reading/model/evaluator.h"

#include <algorithm>

#include "common/base/text.h"

namespace assay::model {
namespace {

using facts::Assignment;
using facts::Definition;
using Kind = Meaning::Kind;

constexpr std::size_t kMaxClasses = 64;  // of one class and its bases

bool is_property(const facts::FileFacts& facts, Index function) {
  const Definition& definition = facts.definitions[function];
  if (definition.is_getter) return true;
  for (std::uint32_t n = 0; n < definition.decorators_count; ++n) {
    const std::string decorator =
        facts::dotted_name(facts, facts.decorators[definition.decorators_first + n]);
    if (decorator == "property" || decorator.ends_with("cached_property")) return true;
  }
  return false;
}

// Field(...) and Field(min_length=32): the field has to be given.
bool says_no_default(const Meaning& value) {
  if (value.is(Kind::external)) return value.name == "Ellipsis" && value.distribution == "stdlib:python";
  const CallRule* rule = value.is(Kind::instance) ? rule_of(value) : nullptr;
  return rule != nullptr && rule->returns_argument.has_value();
}

}  // namespace

MeaningRef Evaluator::member(const MeaningRef& object, const std::string& name, const Origin& at) {
  switch (object->kind) {
    case Kind::external:
      if (is_super(*object)) return base_member(at, name);
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
      return is_super(*object) ? base_member(object->made_by, name) : library_member(object, name, at);
    case Kind::module: {
      ModuleTarget target;
      if (object->file != UINT32_MAX) target.file = object->file;
      target.package_folder = object->text;
      return target_member(target, name);
    }
    case Kind::type:
      return type_member(*object, name, at);
    case Kind::object:
      return object_member(object, name, at);
    case Kind::constant:
      // A Python enum's member is told by its value already.
      return name == "value" && files_[at.file].language == Language::python ? object : unknown_meaning();
    case Kind::dict:
      if (MeaningRef item = item_of(*object, name)) {
        const bool getter =
            item->is(Kind::function) && files_[item->file].definitions[item->definition].is_getter;
        return getter ? returned_by(*item, at) : item;
      }
      return unknown_meaning();
    case Kind::either: {
      std::vector<MeaningRef> parts;
      for (const auto& [_, item] : object->items) parts.push_back(member(item, name, at));
      std::erase_if(parts, [](const MeaningRef& part) { return part->is(Kind::unknown); });
      return either(std::move(parts), at);
    }
    case Kind::function:
      // require("./x").default, where what was loaded already is what the module gives by default
      return name == "default" ? object : unknown_meaning();
    case Kind::parameter:
      return of_unknown(object, name);
    case Kind::unknown:
      return object->receiver ? of_unknown(object, name) : unknown_meaning();
    default:
      return unknown_meaning();
  }
}

// Nothing is known of it but what it was asked of: who knows what the parameter stands for can go on.
MeaningRef Evaluator::of_unknown(const MeaningRef& object, const std::string& name) const {
  auto meaning = std::make_shared<Meaning>();
  meaning->name = "?." + name;
  meaning->receiver = object;
  return meaning;
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

bool is_super(const Meaning& meaning) {
  return meaning.name == "super" && meaning.distribution.starts_with("stdlib:");
}

// What the bases of the class around a place give under a name: super().name, super.name.
MeaningRef Evaluator::base_member(const Origin& at, const std::string& name) {
  const facts::FileFacts& facts = files_[at.file];
  Index type = at.definition;
  while (type != kNone && facts.definitions[type].kind != Definition::Kind::class_)
    type = facts.definitions[type].parent;
  for (std::size_t n = 0; type != kNone && n < facts.definitions[type].bases.size(); ++n) {
    const MeaningRef base = base_of(at.file, type, n);
    if (!base->is(Kind::type)) continue;
    const MeaningRef found = type_member(*base, name, at);
    if (!found->is(Kind::unknown)) return found;
  }
  return unknown_meaning();
}

MeaningRef Evaluator::type_member(const Meaning& type, const std::string& name, const Origin& at) {
  Classes seen;
  return type_member(type, name, at, seen);
}

// Each class is looked into once, however often hostile bases lead to it.
MeaningRef Evaluator::type_member(const Meaning& type, const std::string& name, const Origin& at,
                                  Classes& seen) {
  if (seen.size() > kMaxClasses || !seen.emplace(type.file, type.definition).second) return unknown_meaning();
  if (const auto symbol = symbol_in(type.file, name)) {
    const std::vector<Binding>& bindings = scopes_[type.file].member(type.definition, *symbol);
    if (!bindings.empty()) return binding_meaning(bindings.back(), {type.file, 0, type.definition, nullptr});
  }
  const std::size_t bases = files_[type.file].definitions[type.definition].bases.size();
  for (std::size_t n = 0; n < bases; ++n) {
    const MeaningRef base = base_of(type.file, type.definition, n);
    MeaningRef found = unknown_meaning();
    if (base->is(Kind::type))
      found = type_member(*base, name, at, seen);
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
    const Origin placed = positional_field(*object, name);
    if (placed.known()) return evaluate(placed);
  }
  Classes seen;
  return field_of_class(*object, object->file, object->definition, name, at, seen);
}

MeaningRef Evaluator::field_of_class(const Meaning& object, FileIndex file, Index definition,
                                     const std::string& name, const Origin& at, Classes& seen) {
  if (seen.size() > kMaxClasses || !seen.emplace(file, definition).second) return unknown_meaning();
  if (const auto symbol = symbol_in(file, name)) {
    if (MeaningRef given = given_attribute(object, file, definition, *symbol, at)) return given;
    if (MeaningRef declared = declared_member(object, file, definition, *symbol, at)) return declared;
    if (MeaningRef injected = constructor_field(object, file, definition, *symbol)) return injected;
  }
  const std::size_t bases = files_[file].definitions[definition].bases.size();
  for (std::size_t n = 0; n < bases; ++n) {
    const MeaningRef base = base_of(file, definition, n);
    MeaningRef found = unknown_meaning();
    if (base->is(Kind::type))
      found = field_of_class(object, base->file, base->definition, name, at, seen);
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
  // Of a property's parts the one that reads it.
  const auto reads = std::find_if(declared.begin(), declared.end(), [&](const Binding& part) {
    return part.kind == Binding::Kind::definition && is_property(facts, part.index);
  });
  const Binding& binding = reads == declared.end() ? declared.back() : *reads;
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
  if (const CallRule* settings = settings_rule(file, definition))
    return settings_field(*settings, file, definition, binding, value, at);
  return value->is(Kind::unknown) ? nullptr : value;
}

// The rule of the settings class that a class stands on, with one of the repository's own between; null for
// any other class.
const CallRule* Evaluator::settings_rule(FileIndex file, Index definition) {
  for (std::size_t n = 0; n < files_[file].definitions[definition].bases.size(); ++n) {
    MeaningRef base = base_of(file, definition, n);
    if (base->is(Kind::type)) base = base_of(base->file, base->definition, 0);
    if (base->is(Kind::external) && has_effect(*base, "environment-settings")) return rule_of(*base);
  }
  return nullptr;
}

// A settings class reads each field from the environment; what the class gives is the default.
MeaningRef Evaluator::settings_field(const CallRule& settings, FileIndex file, Index definition,
                                     const Binding& binding, const MeaningRef& value, const Origin& at) {
  auto variable = std::make_shared<Meaning>();
  variable->kind = Kind::environment;
  variable->at = at;
  const facts::FileFacts& facts = files_[file];
  const Assignment* field =
      binding.kind == Binding::Kind::assignment ? &facts.assignments[binding.index] : nullptr;
  std::string name = facts.text_of(field != nullptr && field->target != kNone ? field->target : at.expr);
  for (const std::string& path : settings.prefix) {
    const std::size_t dot = path.find('.');
    Meaning type;
    type.kind = Kind::type;
    type.file = file;
    type.definition = definition;
    const MeaningRef prefix = member(type_member(type, path.substr(0, dot), at), path.substr(dot + 1), at);
    if (!prefix->is_text()) continue;
    name = prefix->text + name;
    break;
  }
  if (field != nullptr && field->value != kNone) {
    for (const std::string& keyword : settings.named_by) {
      const Origin given = argument({file, field->value, definition, nullptr}, std::nullopt, keyword);
      if (!given.known()) continue;
      const MeaningRef alias = evaluate(given);
      if (alias->is_text()) name = alias->text;
      break;
    }
    if (!says_no_default(*value)) variable->fallback = value;
  }
  variable->text = to_upper(name);
  return variable;
}

// TypeScript: constructor(private readonly jwt: JwtService, ttl = 15) makes fields of those names: what the
// call that made the object gave, else what the type says; null where there is none.
MeaningRef Evaluator::constructor_field(const Meaning& object, FileIndex file, Index definition,
                                        facts::Symbol name) {
  const facts::FileFacts& facts = files_[file];
  for (Index d = definition + 1; d < facts.definitions.size(); ++d) {
    if (facts.definitions[d].parent != definition || facts.text(facts.definitions[d].name) != "constructor")
      continue;
    const auto& parameters = facts.definitions[d].parameters;
    for (Index p = 0; p < parameters.size(); ++p) {
      if (parameters[p].name != name) continue;
      if (object.made_by.known())
        if (const FrameRef frame = frame_for(object.made_by, file, d)) {
          const Origin given = argument_for(*frame, p);
          if (given.known()) return evaluate(given);
        }
      return annotated(parameters[p].annotation, {file, parameters[p].annotation, definition, nullptr});
    }
  }
  return nullptr;
}

// A dataclass or NamedTuple made by position: the fields in their order, those of a base of the repository
// first. Only where the class has no constructor of its own.
Origin Evaluator::positional_field(const Meaning& object, const std::string& name) {
  if (files_[object.file].language != Language::python) return {};
  std::vector<std::string> fields;
  Classes seen;
  if (!collect_fields(object.file, object.definition, fields, seen)) return {};
  const auto found = std::find(fields.begin(), fields.end(), name);
  if (found == fields.end()) return {};
  return argument(object.made_by, static_cast<int>(found - fields.begin()), "");
}

bool Evaluator::collect_fields(FileIndex file, Index definition, std::vector<std::string>& fields,
                               Classes& seen) {
  constexpr std::size_t kMaxFields = 256;
  if (seen.size() > kMaxClasses) return false;
  if (!seen.emplace(file, definition).second) return true;
  const facts::FileFacts& facts = files_[file];
  if (const auto constructor = symbol_in(file, "__init__"))
    if (!scopes_[file].member(definition, *constructor).empty()) return false;
  for (std::size_t n = 0; n < facts.definitions[definition].bases.size(); ++n) {
    const MeaningRef base = base_of(file, definition, n);
    if (base->is(Kind::type) && !collect_fields(base->file, base->definition, fields, seen)) return false;
  }
  for (const Assignment& assignment : facts.assignments) {
    if (assignment.place.definition != definition || assignment.annotation == kNone) continue;
    if (assignment.target == kNone || fields.size() >= kMaxFields) continue;
    const std::string& field = facts.text_of(assignment.target);
    if (std::find(fields.begin(), fields.end(), field) == fields.end()) fields.push_back(field);
  }
  return true;
}

// A member of a library's class that the rules know; any other is unknown.
MeaningRef Evaluator::ruled_member(const MeaningRef& base, const std::string& name, const Origin& at) const {
  if (!base->is(Kind::external) || base->library == nullptr) return unknown_meaning();
  MeaningRef found = library_member(base, name, at);
  return rule_of(*found) == nullptr ? unknown_meaning() : found;
}

}  // namespace assay::model
