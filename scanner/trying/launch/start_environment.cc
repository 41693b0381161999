#include "trying/launch/start_environment.h"

#include <algorithm>
#include <array>
#include <set>

#include "common/base/text.h"
#include "trying/launch/secrets.h"

namespace assay {
namespace {

constexpr std::size_t kSecretBytes = 32;

// What a name's last words promise about its value. The first that fits decides; a name that fits none is
// taken for a secret, which is what apps refuse to start without.
struct Promise {
  const char* ending;
  const char* value;
};
constexpr std::array<Promise, 22> kPromises = {{
    {"DATABASE_URL", "sqlite:///./app.db"},
    {"DB_URL", "sqlite:///./app.db"},
    {"_URL", "http://127.0.0.1:{port}"},
    {"_URI", "http://127.0.0.1:{port}"},
    {"_ORIGIN", "http://127.0.0.1:{port}"},
    {"_ORIGINS", "http://127.0.0.1:{port}"},
    {"_HOST", "127.0.0.1"},
    {"_PORT", "{port}"},
    {"_MINUTES", "60"},
    {"_SECONDS", "3600"},
    {"_HOURS", "24"},
    {"_DAYS", "1"},
    {"_TTL", "3600"},
    {"_TIMEOUT", "30"},
    {"_BYTES", "52428800"},
    {"_SIZE", "52428800"},
    {"_ROUNDS", "12"},
    {"_DIR", "uploads"},
    {"_PATH", "data"},
    {"_EMAIL", "app@test.com"},
    {"_ALGORITHM", "HS256"},
    {"LOG_LEVEL", "info"},
}};

std::string with_port(std::string text, int port) {
  const std::string mark = "{port}";
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark)) {
    text.replace(at, mark.size(), std::to_string(port));
  }
  return text;
}

std::string value_for(const std::string& name, int port) {
  for (const auto& [ending, value] : kPromises) {
    if (name.ends_with(ending)) return with_port(value, port);
  }
  return random_hex(kSecretBytes);
}

void merge(Environment& into, const Environment& from) {
  for (const auto& [name, value] : from) set_variable(into, name, value);
}

}  // namespace

void set_variable(Environment& environment, const std::string& name, const std::string& value) {
  for (auto& [known, old] : environment) {
    if (known == name) {
      old = value;
      return;
    }
  }
  environment.emplace_back(name, value);
}

Environment made_up_settings(const App& app, int port) {
  // The two that the exploit suite names come first: an app of the study's kind reads them, however it does
  // so.
  std::vector<std::string> secrets = {"JWT_SECRET", "WEBHOOK_SECRET"};
  secrets.insert(secrets.end(), app.signing_key_variables.begin(), app.signing_key_variables.end());
  secrets.insert(secrets.end(), app.webhook_key_variables.begin(), app.webhook_key_variables.end());
  Environment environment;
  std::set<std::string> done;
  for (const auto& name : secrets) {
    if (done.insert(name).second) environment.emplace_back(name, random_hex(kSecretBytes));
  }
  for (const auto& setting : app.settings) {
    if (setting.required && done.insert(setting.name).second) {
      environment.emplace_back(setting.name, value_for(setting.name, port));
    }
  }
  return environment;
}

Environment base_environment(const SandboxSpec& spec, const std::vector<std::string>& program_folders) {
  std::string path;
  for (const auto& folder : program_folders) path += folder + ":";
  return {{"PATH", path + "/usr/local/bin:/usr/bin:/bin"},
          {"HOME", path_inside(spec, "home")},
          {"TMPDIR", path_inside(spec, "tmp")},
          {"USER", "app"},
          {"LANG", "C.UTF-8"}};
}

Environment app_environment(const Prepared& prepared, const SandboxSpec& spec, int port,
                            const Environment& made_up, const Environment& users,
                            const std::vector<std::string>& unset) {
  Environment environment = base_environment(spec, prepared.program_folders);
  merge(environment, {{"NODE_ENV", "production"},
                      {"NEXT_TELEMETRY_DISABLED", "1"},
                      {"PYTHONUNBUFFERED", "1"},  // or the last words of a dying app are lost
                      {"PYTHONDONTWRITEBYTECODE", "1"},
                      {"PORT", std::to_string(port)},
                      {"HOST", "127.0.0.1"},
                      {"HOSTNAME", "127.0.0.1"}});
  merge(environment, prepared.environment);
  merge(environment, made_up);
  merge(environment, users);
  std::erase_if(environment, [&](const auto& variable) {
    return std::find(unset.begin(), unset.end(), variable.first) != unset.end();
  });
  return environment;
}

}  // namespace assay
