// Which files are an app's: those below its root, and what it imports from folders that are no app's.
#include <algorithm>

#include "reading/model/apps.h"
#include "reading/model/imports.h"

namespace assay::model {

bool is_inside(const std::string& file, const std::string& root) {
  return root == "." || file.starts_with(root + "/");
}

namespace {

// The app below whose root a file lies; how many there are, where it is none.
std::size_t app_of(const std::vector<FoundApp>& apps, const std::string& file) {
  std::size_t best = apps.size();
  const auto depth = [](const std::string& root) { return root == "." ? 0 : root.size(); };
  for (std::size_t i = 0; i < apps.size(); ++i) {
    if (!is_inside(file, apps[i].app.root)) continue;
    if (best == apps.size() || depth(apps[i].app.root) > depth(apps[best].app.root)) best = i;
  }
  return best;
}

}  // namespace

std::vector<std::string> shared_files(const Program& program, const std::vector<FoundApp>& apps,
                                      std::size_t app) {
  std::vector<bool> seen(program.files().size(), false);
  std::vector<FileIndex> waiting;
  for (FileIndex f = 0; f < program.files().size(); ++f)
    if (!program.is_test(f) && app_of(apps, program.files()[f].file) == app) waiting.push_back(f);
  std::vector<std::string> shared;
  while (!waiting.empty()) {
    const FileIndex from = waiting.back();
    waiting.pop_back();
    for (const FileIndex f : imported_files(program.files()[from], from, program.modules())) {
      if (seen[f] || program.is_test(f)) continue;
      seen[f] = true;
      if (app_of(apps, program.files()[f].file) != apps.size()) continue;
      shared.push_back(program.files()[f].file);
      waiting.push_back(f);
    }
  }
  std::sort(shared.begin(), shared.end());
  return shared;
}

bool owns(const std::vector<FoundApp>& apps, std::size_t app, const std::string& file) {
  const std::size_t best = app_of(apps, file);
  if (best != apps.size()) return best == app;
  return std::binary_search(apps[app].shared.begin(), apps[app].shared.end(), file);
}

}  // namespace assay::model
