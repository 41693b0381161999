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
    else if (base->is(Kind::external) && base->library != nullptr) {
      found = library_member(base, name, at);
      if (rule_of(*found) == nullptr) found = unknown_meaning();
    }
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
  const facts::FileFacts& facts = files_[file];
  const Definition& type = facts.definitions[definition];
  if (const auto symbol = symbol_in(file, name)) {
    std::vector<MeaningRef> given;
    for (const Index index : scopes_[file].attribute(definition, *symbol)) {
      const Assignment& assignment = facts.assignments[index];
      if (assignment.value == kNone) continue;
      FrameRef frame;
      if (object.made_by.known()) frame = frame_for(object.made_by, file, assignment.place.definition);
      MeaningRef value = evaluate({file, assignment.value, assignment.place.definition, frame});
      if (!value->is_constant(facts::Literal::null)) given.push_back(std::move(value));
    }
    if (!given.empty()) return either(std::move(given), at);
    const std::vector<Binding>& declared = scopes_[file].member(definition, *symbol);
    if (!declared.empty()) {
      const Binding& binding = declared.back();
      if (binding.kind == Binding::Kind::definition) {
        auto method = std::make_shared<Meaning>(*binding_meaning(binding, {file, 0, definition, nullptr}));
        method->receiver = std::make_shared<Meaning>(object);
        const Definition& function = facts.definitions[binding.index];
        for (std::uint32_t n = 0; n < function.decorators_count; ++n) {
          const std::string decorator =
              facts::dotted_name(facts, facts.decorators[function.decorators_first + n]);
          if (decorator == "property" || decorator.ends_with("cached_property"))
            return returned_by(*method, at);
        }
        return method;
      }
      MeaningRef value = binding_meaning(binding, {file, 0, definition, nullptr});
      // A settings class reads each field from the environment; what the class gives is the default.
      for (std::size_t n = 0; n < type.bases.size(); ++n) {
        const MeaningRef base = base_of(file, definition, n);
        const bool settings = base->is(Kind::external) && has_effect(*base, "environment-settings");
        const bool inherited = base->is(Kind::type) && [&] {
          const MeaningRef root = base_of(base->file, base->definition, 0);
          return root->is(Kind::external) && has_effect(*root, "environment-settings");
        }();
        if (!settings && !inherited) continue;
        auto variable = std::make_shared<Meaning>();
        variable->kind = Kind::environment;
        variable->text = upper(name);
        variable->at = at;
        const bool defaulted =
            binding.kind == Binding::Kind::assignment && facts.assignments[binding.index].value != kNone;
        if (defaulted) variable->fallback = value;
        return variable;
      }
      if (!value->is(Kind::unknown)) return value;
    }
    // TypeScript: constructor(private readonly jwt: JwtService) makes a field of that name.
    for (Index d = definition + 1; d < facts.definitions.size(); ++d) {
      if (facts.definitions[d].parent != definition || facts.text(facts.definitions[d].name) != "constructor")
        continue;
      for (const facts::Parameter& parameter : facts.definitions[d].parameters)
        if (parameter.name == *symbol)
          return annotated(parameter.annotation, {file, parameter.annotation, definition, nullptr});
    }
  }
  for (std::size_t n = 0; n < type.bases.size(); ++n) {
    const MeaningRef base = base_of(file, definition, n);
    MeaningRef found = unknown_meaning();
    if (base->is(Kind::type))
      found = field_of_class(object, base->file, base->definition, name, at, depth + 1);
    else if (base->is(Kind::external) && base->library != nullptr) {
      found = library_member(base, name, at);
      if (rule_of(*found) == nullptr) found = unknown_meaning();
    }
    if (!found->is(Kind::unknown)) return found;
  }
  return unknown_meaning();
}

}  // namespace assay::model
