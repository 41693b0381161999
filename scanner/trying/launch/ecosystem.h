// launch/ecosystem.h - how one language's apps are prepared: where their manifest
// is, what identifies their dependencies, what installs them, where they belong
// at run time.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "trying/launch/install.h"
#include "trying/launch/prepare.h"
#include "trying/launch/prepared_cache.h"
#include "trying/launch/runtime.h"

namespace assay {

// What the steps of preparing share.
struct Preparing {
  const App& app;
  std::filesystem::path source;
  const PrepareOptions& options;
  PreparedCache cache;

  void tell(const std::string& step) const {
    if (options.on_step) options.on_step(step);
  }
};

// The nearest of these files, from the app's root up to the scanned one; relative to the latter. Empty: none.
std::filesystem::path nearest_manifest(const Preparing& preparing, const std::vector<std::string>& names);

// "fastapi is not installed for this app", at the line that declares it.
Problem not_installed(const Preparing& preparing, const std::filesystem::path& manifest);

// A key over a text and the content of files (relative to the source; those missing are passed over).
std::string cache_key(const Preparing& preparing, const std::string& what,
                      const std::vector<std::filesystem::path>& files);

// These add dependencies to `prepared`. The returned text identifies them, for the key of a build.
Result<std::string> prepare_python(const Preparing& preparing, Prepared& prepared);
Result<std::string> prepare_node(const Preparing& preparing, Prepared& prepared);

}  // namespace assay
