// launch/start_environment.h - the clean environment an app starts with: nothing of
// the user's own, the paths of the sandbox, and a value made up for each variable
// that the app cannot do without.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "common/vocabulary/app.h"
#include "trying/launch/prepare.h"

namespace assay {

// Values for what the app needs (secrets of 64 hexadecimal digits, numbers, addresses), by variable.
Environment made_up_settings(const App& app, int port);

// All that an app is given. Later ones win: base, made up, then the user's; `unset` are taken out at the end.
Environment app_environment(const Prepared& prepared, const SandboxSpec& spec, int port,
                            const Environment& made_up, const Environment& users,
                            const std::vector<std::string>& unset);

// Base variables alone, for installing and building: PATH, homes, locale.
Environment base_environment(const SandboxSpec& spec, const std::vector<std::string>& program_folders);

// Replaces or adds.
void set_variable(Environment& environment, const std::string& name, const std::string& value);

}  // namespace assay
