// facts/facts_bytes.h - a file's facts as bytes and back, for the cache.
// In: FileFacts, or bytes of unknown origin. Out: bytes for this machine alone (its byte order, this build's
// layout), or facts whose every index, word and flag was checked: whatever the bytes were, who reads the
// facts runs into no end of an array and no circle. The file's path is not among them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "reading/facts/facts.h"

namespace assay::facts {

std::string to_bytes(const FileFacts& facts);

// Nothing, where the bytes are not what to_bytes of this build wrote.
std::optional<FileFacts> from_bytes(std::string file, Language language, std::string_view bytes);

}  // namespace assay::facts
