// model/frameworks/plugin_folders.h - folders whose files are plug-ins, each loaded below a prefix that its
// folder's name says.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reading/model/routes/route_reading.h"

namespace assay::model {

// What a loader is told: {dir, options: {prefix}, dirNameRoutePrefix, routeParams, autoHooks, ...}.
struct PluginFolder {
  std::string folder;  // relative to the scanned root
  std::optional<std::string> prefix;
  Origin options;  // handed to each plug-in
  bool folder_prefix = true;
  bool parameters = false;  // _id means :id
  bool hooks = false, cascade = false, overwrite = false;
  bool shared = false;
  int max_depth = -1;         // of folders in it; -1: no limit
  bool depth_untold = false;  // there is a limit that can't be told
  // As written; unknown where left out. Of what can't be told by reading, the files' conditions say so.
  Origin match_filter, ignore_filter, ignore_pattern, index_pattern;
  Origin renames;  // a function that says what a folder adds to the path
};

// Nothing where the folder can't be told.
std::optional<PluginFolder> read_plugin_folder(const RouteReading& reading, const Origin& options);

struct PluginFile {
  FileIndex file = 0;
  std::string prefix;
  std::string condition;  // under which it is loaded; empty: always
};

// One folder's plug-ins, and the files of hooks that hold for them, outermost first.
struct PluginGroup {
  std::vector<FileIndex> hooks;
  std::vector<PluginFile> files;
};

std::vector<PluginGroup> groups_in(const RouteReading& reading, const PluginFolder& folder);

}  // namespace assay::model
