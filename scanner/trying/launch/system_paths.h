// launch/system_paths.h - which parts of the host an app may see at all: programs,
// libraries, and the few files of /etc that they read. Everything else of the host
// is absent (or, without namespaces, refused by Landlock).
#pragma once

#include <string>
#include <vector>

namespace assay {

// Program and library folders of this host: "/usr", "/lib64", ...
std::vector<std::string> system_folders();

// Files and folders below /etc; resolving names of the network is for preparing alone.
std::vector<std::string> system_settings(bool host_network);

}  // namespace assay
