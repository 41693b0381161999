#include "cli/views.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/base/text.h"

namespace assay {
namespace {

constexpr std::string_view kSecretWords[] = {"secret", "password",   "passwd", "token",
                                             "key",    "credential", "dsn",    "url"};

std::string heading(const App& app, std::size_t count, std::string_view noun) {
  return fmt::format("{}  {}  {}\n", escaped_for_terminal(app.root),
                     app.framework.empty() ? "no framework recognised" : app.framework, counted(count, noun));
}

// The method's column fits the longest of them, OPTIONS.
std::string line_of(const Route& route) {
  const std::string text = to_string(route);
  const std::size_t space = text.find(' ');
  return fmt::format("  {:<7} {}  at {}\n", text.substr(0, space),
                     escaped_for_terminal(text.substr(space + 1)), escaped_for_terminal(to_string(route.at)));
}

bool names_a_secret(const std::string& name) {
  const std::string lower = to_lower(name);
  return std::any_of(std::begin(kSecretWords), std::end(kSecretWords),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

std::string line_of(const Setting& setting) {
  std::string state = setting.required ? "required" : "optional";
  if (setting.default_value)
    state =
        names_a_secret(setting.name)
            ? fmt::format("default of {} (not shown)", counted(setting.default_value->size(), "character"))
            : fmt::format("default \"{}\"", escaped_for_terminal(*setting.default_value));
  if (setting.min_length)
    state += fmt::format(
        "; {} refused at {}",
        *setting.min_length == 1 ? "empty" : fmt::format("under {} characters", *setting.min_length),
        escaped_for_terminal(to_string(setting.refused_at)));
  return fmt::format("  {:<32} {}  at {}\n", escaped_for_terminal(setting.name), state,
                     escaped_for_terminal(to_string(setting.at)));
}

}  // namespace

std::string routes_text(const std::vector<App>& apps) {
  std::string text;
  for (const App& app : apps) {
    text += heading(app, app.routes.size(), "route");
    for (const Route& route : app.routes) text += line_of(route);
  }
  return text;
}

std::string env_text(const std::vector<App>& apps) {
  std::string text;
  for (const App& app : apps) {
    text += heading(app, app.settings.size(), "variable");
    for (const Setting& setting : app.settings) text += line_of(setting);
  }
  return text;
}

}  // namespace assay
