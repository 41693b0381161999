// grammars.h - the languages compiled into assay, by the names their packages give them.
// In: nothing. Out: one static language each, valid for the whole run, shared by all threads.
// Knows no file extension: which file gets which language is for syntax/ to say.
#pragma once

#include <tree_sitter/api.h>

extern "C" {
const TSLanguage* tree_sitter_python();
const TSLanguage* tree_sitter_javascript();  // JSX too
const TSLanguage* tree_sitter_typescript();
const TSLanguage* tree_sitter_tsx();
}
