// probes/database_view.h - rows of the app's SQLite files, read from copies outside
// the run folder.
// In: the run folder's files. Out: rows that hold a text. Never writes to the app's
// files, and runs no SQL but its own.
#pragma once

#include <string>
#include <vector>

#include "common/base/result.h"
#include "trying/launch/app_files.h"

namespace assay {

struct StoredRow {
  std::string file;
  std::string table;
  std::vector<std::string> values;  // text and blobs as they stand, numbers as text
};

struct DatabaseView {
  std::size_t databases = 0;
  std::vector<StoredRow> rows;
  std::vector<std::string> problems;  // files that could not be read, in words
};

// Every row, of every table of every SQLite file, one of whose values is `text` (ignoring case).
DatabaseView find_rows(AppFiles& files, const std::vector<AppFile>& list, const std::string& text);

// Paths of files that hold the bytes; those that could not be read are added to `unread`.
std::vector<std::string> files_that_hold(AppFiles& files, const std::vector<AppFile>& list,
                                         const std::string& bytes, std::vector<std::string>& unread);

}  // namespace assay
