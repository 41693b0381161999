// Runs the real binary once and keeps what it said and used.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace assay::test {

struct ProgramRun {
  int exit_code = -1;  // -1: killed by a signal
  int signal = 0;
  std::string out;
  std::string err;
  double seconds = 0;
  long peak_kib = 0;

  std::string first_error_line() const { return err.substr(0, err.find('\n')); }
};

struct RunOptions {
  std::filesystem::path folder;       // working folder; empty: this one's
  std::function<void()> before_exec;  // in the child, after its files are open
  std::string stdout_to;              // empty: captured
};

// The binary is $ASSAY, opened before `before_exec`, so that the child may give up the right to reach its
// path.
ProgramRun run_assay_binary(const std::vector<std::string>& arguments, const RunOptions& options = {});

// Removed with all it holds.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  void write(const std::string& name, const std::string& bytes) const;

 private:
  std::filesystem::path path_;
};

}  // namespace assay::test
