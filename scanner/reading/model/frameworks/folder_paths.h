// model/frameworks/folder_paths.h - the folder that code names: path.join(__dirname, "routes").
#pragma once

#include <optional>
#include <string>

#include "reading/model/routes/following.h"

namespace assay::model {

// The path that an expression spells, relative to the scanned root: seen from the file in which it names its
// own place, or from the app's root where it names none. Nothing where a part of it can't be told, or it
// leads out of the tree.
std::optional<std::string> folder_named(const RouteReading& reading, const Origin& expr);

}  // namespace assay::model
