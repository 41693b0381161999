// cli/code_files.h - the source files of a tree to facts: which are worth a parse, and which those ask for.
// In: a listed tree, what imports need to be resolved, the prefilter. Out: a CodeFile for each source file,
// in the order given and the same for any number of jobs.
//
// A file is of interest when it holds a trigger of the rules, when one of interest imports it, and when it
// names one of interest where it imports: what a function is given is said by its callers. With the prefilter
// off every file is parsed, and which are of interest is told all the same: no report may differ.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "reading/facts/facts.h"
#include "reading/model/modules.h"
#include "reading/model/program.h"
#include "reading/source/prefilter.h"
#include "reading/source/source_tree.h"

namespace assay {

struct CodeFile {
  std::optional<facts::FileFacts> facts;
  std::string cause;         // why there are no facts, or not all
  bool of_interest = false;  // counted and listed; a file that could not be read is, since nobody can tell
};

struct CodeToRead {
  const SourceTree& tree;
  const std::vector<SourceFile>& files;
  const model::ModuleResolver& modules;           // its files are these, in this order
  const std::vector<model::Document>& documents;  // they name modules whose functions answer
  const Prefilter& prefilter;
  const RuleBook& rules;
  const ReadingOptions& options;
};

std::vector<CodeFile> read_code_files(const CodeToRead& code);

// The names of definitions in files of interest that occur in files of none, tests left out. Whoever asks
// what nothing names has to ask there too; their bytes are looked through, for they may have no facts.
std::vector<std::string> names_elsewhere(const CodeToRead& code, const std::vector<CodeFile>& read);

}  // namespace assay
