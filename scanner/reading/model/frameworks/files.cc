// Routes whose path is the file's own: app/jobs/[job_id]/route.ts answers /jobs/{job_id}.
#include <algorithm>
#include <array>
#include <optional>

#include "common/base/text.h"
#include "reading/model/frameworks/readers.h"
#include "reading/model/routes/paths.h"

namespace assay::model {
namespace {

// HEAD and OPTIONS come with the others; they are no routes of their own.
constexpr std::array<std::string_view, 5> kMethods{"GET", "POST", "PUT", "PATCH", "DELETE"};

bool is_handler_file(const std::string& name) {
  return name == "route.ts" || name == "route.js" || name == "route.tsx" || name == "route.mjs";
}

// "(group)" and "@slot" vanish; a catch-all makes no path of its own.
std::optional<std::string> path_of(const std::vector<std::string>& folders) {
  std::string path;
  for (const std::string& folder : folders) {
    if (folder.starts_with("(") || folder.starts_with("@")) continue;
    if (is_catch_all(folder, "brackets")) return std::nullopt;
    path += "/" + plain_path(folder, "brackets");
  }
  return path.empty() ? "/" : path;
}

}  // namespace

void read_files(const RouteReading& reading, RouteGraph& graph) {
  const RouterId root{RouterId::Kind::file, UINT32_MAX, 0};
  graph.add_root(root);
  const std::string prefix = reading.app.app.root == "." ? "" : reading.app.app.root + "/";
  for (FileIndex f = 0; f < reading.program.files().size(); ++f) {
    if (!reading.owned[f]) continue;
    const facts::FileFacts& facts = reading.facts(f);
    std::vector<std::string> parts = split(facts.file.substr(prefix.size()), '/');
    if (!is_handler_file(parts.back())) continue;
    parts.pop_back();
    if (!parts.empty() && parts.front() == "src") parts.erase(parts.begin());
    if (parts.empty() || parts.front() != "app") continue;
    parts.erase(parts.begin());
    const auto path = path_of(parts);
    if (!path) continue;
    for (const facts::Export& item : facts.exports) {
      const std::string& method = facts.text(item.name);
      if (std::find(kMethods.begin(), kMethods.end(), method) == kMethods.end()) continue;
      Route route;
      route.method = method;
      route.path = *path;
      route.handler = facts.file + "#" + method;
      route.at = facts.location(item.range);
      graph.declare(root, std::move(route), {f, item.range.start});
    }
  }
}

}  // namespace assay::model
