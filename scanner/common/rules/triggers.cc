#include "common/rules/triggers.h"

#include <algorithm>
#include <set>

#include "common/base/text.h"

namespace assay {
namespace {

using As = TriggerWord::As;

bool holds(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_python(const LibraryRule& library) {
  return library.distribution.starts_with("pypi:") || library.distribution == "stdlib:python";
}

bool is_python(const FrameworkRule& framework) {
  return holds({"pypi"}, framework.distribution.substr(0, framework.distribution.find(':')));
}

// "fastapi.Depends" -> "fastapi"; "@nestjs/common.Get" -> "@nestjs/common"; "hono/tiny.Hono" -> "hono".
// A word without either mark names no module.
std::string module_of(const std::string& name, bool python) {
  if (python) return name.find('.') == std::string::npos ? "" : name.substr(0, name.find('.'));
  const std::size_t scope = name.starts_with("@") ? name.find('/') : 0;
  if (scope == std::string::npos) return "";
  const std::size_t end = name.find_first_of("./", scope + 1);
  if (end == std::string::npos && !name.starts_with("@")) return "";
  return name.substr(0, end);
}

std::string underscored(std::string name) {
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

// The packages that a framework's makers publish beside it: "@fastify" of fastify, "@nestjs" of @nestjs/core.
std::string scope_of(const std::string& package) {
  return package.starts_with("@") ? package.substr(0, package.find('/')) : "@" + package;
}

class Deriver {
 public:
  explicit Deriver(const RuleBook& rules) : rules_(rules) {}

  Triggers run() {
    for (const LibraryRule& library : rules_.libraries) take_library(library);
    for (const FrameworkRule& framework : rules_.frameworks) take_framework(framework);
    for (const IdiomRule& idiom : rules_.idioms)
      if (tells(idiom.effect) && !idiom.argument.empty())
        add({{{idiom.argument, As::quoted, {}}}, true, true}, "idiom " + idiom.argument);
    take_secret_names();
    return std::move(out_);
  }

 private:
  bool tells(const std::string& effect) const {
    return !effect.empty() && !holds(rules_.supporting_effects, effect);
  }

  // `key` keeps what several rules give from being looked for twice.
  void add(Trigger trigger, const std::string& key) {
    if (seen_.insert(key).second) out_.list.push_back(std::move(trigger));
  }

  void add_import(const std::string& module, bool python) {
    if (module.empty()) return;
    add({{{module, python ? As::python_import : As::package, {}}}, python, !python},
        (python ? "python " : "javascript ") + module);
  }

  // The last two parts of a call's name, or the one that is left: `environ` and `get`, `process` and `env`.
  void add_call(const std::string& name, bool python) {
    const std::vector<std::string> parts = split(name, '.');
    Trigger trigger{{}, python, !python};
    for (std::size_t i = parts.size() > 2 ? parts.size() - 2 : 0; i < parts.size(); ++i)
      trigger.words.push_back({parts[i], As::identifier, {}});
    add(std::move(trigger), "call " + name);
  }

  // What only returns or makes something is of interest beside a call of the same library that does
  // something.
  void take_library(const LibraryRule& library) {
    const bool python = is_python(library);
    const bool globals = holds(library.modules, "globals");
    bool import_tells = false;
    for (const CallRule& call : library.calls) {
      take_settings(call);
      if (call.on_any_receiver)
        add({{{call.name.substr(call.name.rfind('.') + 1), As::identifier, {}}}, python, !python},
            "method " + call.name);
      if (!tells(call.does)) continue;
      if (globals || library.trigger == "calls")
        add_call(call.name, python);
      else
        import_tells = true;
    }
    if (import_tells)
      for (const std::string& module : library.modules) add_import(module, python);
  }

  void take_setting(const Locator& locator) {
    if (!locator.setting.empty())
      add({{{locator.setting, As::identifier, {}}}, true, true}, "setting " + locator.setting);
  }

  void take_settings(const CallRule& call) {
    const auto take = [&](const std::map<std::string, ParameterRule>& parameters) {
      for (const auto& [_, parameter] : parameters)
        for (const Locator& locator : parameter.at) take_setting(locator);
    };
    take(call.parameters);
    for (const auto& [_, parameters] : call.per_choice) take(parameters);
    if (call.choice && call.choice->read)
      for (const Locator& locator : call.choice->read->at) take_setting(locator);
  }

  void take_framework(const FrameworkRule& framework) {
    const bool python = is_python(framework);
    const std::string name = framework.distribution.substr(framework.distribution.find(':') + 1);
    add_import(python ? underscored(name) : name, python);
    if (!python) add_import(scope_of(name), false);
    std::vector<std::string> names = framework.constructors;
    names.insert(names.end(), framework.routers.begin(), framework.routers.end());
    names.insert(names.end(), framework.file_types.begin(), framework.file_types.end());
    for (const std::string& full : names) add_import(module_of(full, python), python);
    for (const auto& [_, more] : framework.names)
      for (const std::string& full : more) take_name(full, name, python);
    // A package with one thing in it is named as it is: koa-router.
    if (!python)
      for (const std::string& router : framework.routers)
        if (module_of(router, false).empty()) add_import(router, false);
    for (const LibraryRule& library : rules_.libraries)
      if (to_lower(library.distribution) == to_lower(framework.distribution))
        for (const std::string& module : library.modules) add_import(module, python);
    if (!python) take_route_idioms(framework);
    out_.files.insert(out_.files.end(), framework.files.begin(), framework.files.end());
  }

  // What readers look for: the framework's own modules, and settings, which are written in capitals. Names of
  // other modules (functools.partial) stand beside these.
  void take_name(const std::string& full, const std::string& distribution, bool python) {
    const std::string module = module_of(full, python);
    const std::string_view family = std::string_view(module).substr(0, module.find('/'));
    const std::string own = python ? underscored(distribution) : distribution;
    if (!family.empty() && own.starts_with(family)) add_import(module, python);
    // A package that gives one thing is named as it is: fastify-plugin.
    if (!python && full.starts_with(own + "-")) add_import(full.substr(0, full.find_first_of(". /")), false);
    const std::string setting = full.substr(0, full.find_first_of(". "));
    const bool capitals =
        setting.find('_') != std::string::npos &&
        std::none_of(setting.begin(), setting.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (capitals) add({{{setting, As::identifier, {}}}, true, true}, "setting " + setting);
  }

  // app.get("/path", ...) in a file that is handed its app and imports nothing.
  void take_route_idioms(const FrameworkRule& framework) {
    for (const std::string& method : framework.methods)
      for (const char* quote : {"\"", "'", "`"}) {
        const std::string text = "." + method + "(" + quote + "/";
        add({{{text, As::text, {}}}, false, true}, "route " + text);
      }
    if (holds(framework.methods, "route")) add({{{".route({", As::text, {}}}, false, true}, "route object");
  }

  // The roles whose comparison is evidence.
  void take_secret_names() {
    std::set<std::string> compared;
    for (const DecisionRule& decision : rules_.decisions)
      for (const EvidenceRule& evidence : decision.evidence)
        compared.insert(evidence.compares_roles.begin(), evidence.compares_roles.end());
    const std::vector<std::string> roles(compared.begin(), compared.end());
    for (const NameRoleRule& role : rules_.name_roles) {
      if (!compared.contains(role.role)) continue;
      for (const std::string& phrase : role.words)
        for (const char* joint : {"", "_", "-"}) add_secret_name(phrase, joint, roles);
    }
  }

  void add_secret_name(const std::string& phrase, std::string_view joint,
                       const std::vector<std::string>& roles) {
    std::string text;
    for (const std::string& word : split(phrase, ' '))
      text += (text.empty() ? std::string() : std::string(joint)) + word;
    add({{{text, As::secret_name, roles}}, true, true}, "secret " + text);
  }

  const RuleBook& rules_;
  Triggers out_;
  std::set<std::string> seen_;
};

}  // namespace

Triggers triggers_of(const RuleBook& rules) {
  return Deriver(rules).run();
}

}  // namespace assay
