// cli/version.h - the version of this build, from CMakeLists.txt.
#pragma once

#include <string_view>

namespace assay {

std::string_view version();

}  // namespace assay
