// model/imports.h - the files of the repository that a file's imports and exports name.
// In: one file's facts and the resolver of the whole tree. Out: indexes of the resolver's files, each once,
// in order. Follows one step; whoever wants all of them asks again for each.
#pragma once

#include <vector>

#include "reading/facts/facts.h"
#include "reading/model/modules.h"

namespace assay::model {

std::vector<FileIndex> imported_files(const facts::FileFacts& facts, FileIndex file,
                                      const ModuleResolver& modules);

}  // namespace assay::model
