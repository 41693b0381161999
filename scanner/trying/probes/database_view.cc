#include "trying/probes/database_view.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>

#include "common/base/file.h"
#include "common/base/text.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic("SQLite format 3\0", 16);
constexpr std::size_t kMaxDatabase = 256u << 20;
constexpr std::size_t kMaxRows = 20;
constexpr std::size_t kMaxScanned = 1'000'000;

// A folder of our own, gone with the object.
class PrivateFolder {
 public:
  PrivateFolder() {
    std::string pattern = (fs::temp_directory_path() / "assay-view-XXXXXX").string();
    if (mkdtemp(pattern.data())) path_ = pattern;
  }
  ~PrivateFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

struct CloseDatabase {
  void operator()(sqlite3* db) const { sqlite3_close(db); }
};
struct FinishStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, FinishStatement>;

Statement prepare(sqlite3* db, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr);
  return Statement(statement);
}

std::string column(sqlite3_stmt* statement, int index) {
  const void* bytes = sqlite3_column_blob(statement, index);
  const int length = sqlite3_column_bytes(statement, index);
  return bytes ? std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(length)) : "";
}

std::vector<std::string> tables_of(sqlite3* db) {
  std::vector<std::string> tables;
  const Statement statement =
      prepare(db, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
  while (statement && sqlite3_step(statement.get()) == SQLITE_ROW)
    tables.push_back(column(statement.get(), 0));
  return tables;
}

std::string quoted(const std::string& name) {
  std::string result = "\"";
  for (const char c : name) result += c == '"' ? std::string("\"\"") : std::string(1, c);
  return result + "\"";
}

void add_rows(sqlite3* db, const std::string& file, const std::string& table, const std::string& text,
              DatabaseView& view) {
  const Statement statement = prepare(db, "SELECT * FROM " + quoted(table));
  for (std::size_t scanned = 0;
       statement && scanned < kMaxScanned && sqlite3_step(statement.get()) == SQLITE_ROW; ++scanned) {
    StoredRow row{file, table, {}};
    for (int i = 0; i < sqlite3_column_count(statement.get()); ++i)
      row.values.push_back(column(statement.get(), i));
    const bool holds = std::any_of(row.values.begin(), row.values.end(),
                                   [&](const std::string& v) { return to_lower(v) == text; });
    if (holds && view.rows.size() < kMaxRows) view.rows.push_back(std::move(row));
  }
}

// A hostile file may hold views and triggers; reading tables runs neither, and defensive mode shuts the rest.
Database open_copy(const fs::path& path) {
  sqlite3* db = nullptr;
  if (sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) {
    sqlite3_close(db);
    return nullptr;
  }
  Database database(db);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 64 << 20);
  return database;
}

const AppFile* find_file(const std::vector<AppFile>& list, const std::string& path) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const AppFile& f) { return f.path == path; });
  return found == list.end() ? nullptr : &*found;
}

// The database and what stands beside it: fresh rows may be in the write-ahead log alone.
bool copy_once(AppFiles& files, const std::vector<AppFile>& list, const AppFile& file,
               const fs::path& target) {
  for (const char* suffix : {"", "-wal", "-journal"}) {
    const AppFile* part = find_file(list, file.path + suffix);
    if (!part) continue;
    const auto bytes = files.read(part->path, kMaxDatabase);
    if (!bytes || !write_file(target.string() + suffix, *bytes)) return false;
  }
  return true;
}

// A log may be folded into its database between two reads: then both are read anew.
bool copy_database(AppFiles& files, std::vector<AppFile> list, const AppFile& file, const fs::path& target) {
  for (int i = 0; i < 3; ++i) {
    if (copy_once(files, list, file, target)) return true;
    auto fresh = files.list();
    if (!fresh) return false;
    list = std::move(*fresh);
  }
  return false;
}

bool is_database(AppFiles& files, const AppFile& file) {
  const auto head =
      file.bytes >= kMagic.size() ? files.read(file.path, kMagic.size()) : Result<std::string>(std::string());
  return head && std::string_view(*head).substr(0, kMagic.size()) == kMagic;
}

}  // namespace

DatabaseView find_rows(AppFiles& files, const std::vector<AppFile>& list, const std::string& text) {
  DatabaseView view;
  const PrivateFolder folder;
  if (folder.path().empty()) return view.problems.push_back("no private folder could be made"), view;
  for (const AppFile& file : list) {
    if (!is_database(files, file)) continue;
    ++view.databases;
    const fs::path copy = folder.path() / fmt::format("{}.db", view.databases);
    const Database database = copy_database(files, list, file, copy) ? open_copy(copy) : nullptr;
    if (!database) view.problems.push_back(file.path + " could not be opened");
    if (database)
      for (const std::string& table : tables_of(database.get()))
        add_rows(database.get(), file.path, table, to_lower(text), view);
  }
  return view;
}

std::vector<std::string> files_that_hold(AppFiles& files, const std::vector<AppFile>& list,
                                         const std::string& bytes, std::vector<std::string>& unread) {
  std::vector<std::string> found;
  std::vector<std::string> failed;
  for (const AppFile& file : list) {
    const auto content = files.read(file.path, kMaxDatabase);
    if (!content || file.bytes > kMaxDatabase) failed.push_back(file.path);
    if (content && content->find(bytes) != std::string::npos) found.push_back(file.path);
  }
  // What is gone by now (a temporary file, a database's log) holds nothing any more.
  if (failed.empty()) return found;
  const auto fresh = files.list();
  for (const std::string& path : failed)
    if (!fresh || find_file(*fresh, path)) unread.push_back(path);
  return found;
}

}  // namespace assay
