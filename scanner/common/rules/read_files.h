// rules/read_files.h - one function for each kind of rule file: tree -> checked value.
// The words a file may use come in through the reader; problems go out through it.
#pragma once

#include "common/rules/reader.h"
#include "common/rules/rule_book.h"

namespace assay {

LibraryRule read_library(Reader& r, const Node& root);
FrameworkRule read_framework(Reader& r, const Node& root);
DecisionRule read_decision(Reader& r, const Node& root);

// `decision`: the decision.yaml of the evidence's folder.
EvidenceRule read_evidence(Reader& r, const Node& root, const DecisionRule& decision);

// rules/roles.yaml and rules/effects.yaml (in this order: effects make roles): into the book, and into the
// words that later files may use.
void read_roles(Reader& r, const Node& root, RuleWords& words, RuleBook& book);
void read_effects(Reader& r, const Node& root, RuleWords& words, RuleBook& book);

// The words of Provenance, as files spell them.
void read_into(Reader& r, const Node& node, Provenance& out);

}  // namespace assay
