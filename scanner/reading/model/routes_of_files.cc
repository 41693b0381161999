// Routes whose path is the file's own: app/jobs/[job_id]/route.ts answers /jobs/{job_id}.
#include <algorithm>
#include <array>

#include "common/base/text.h"
#include "reading/model/apps.h"

namespace assay::model {
namespace {

// HEAD and OPTIONS come with the others; they are no routes of their own.
constexpr std::array<std::string_view, 5> kMethods{"GET", "POST", "PUT", "PATCH", "DELETE"};

bool is_handler_file(const std::string& name) {
  return name == "route.ts" || name == "route.js" || name == "route.tsx" || name == "route.mjs";
}

// "[job_id]" -> "{job_id}"; "(group)" and "@slot" vanish; a catch-all makes no path of its own.
std::optional<std::string> path_of(const std::vector<std::string>& folders) {
  std::string path;
  for (const std::string& folder : folders) {
    if (folder.starts_with("(") || folder.starts_with("@")) continue;
    if (folder.starts_with("[...") || folder.starts_with("[[...")) return std::nullopt;
    const bool parameter = folder.starts_with("[") && folder.ends_with("]");
    path += "/" + (parameter ? "{" + folder.substr(1, folder.size() - 2) + "}" : folder);
  }
  return path.empty() ? "/" : path;
}

}  // namespace

std::vector<Route> file_routes(const Program& program, const FoundApp& app) {
  std::vector<Route> routes;
  const std::string prefix = app.app.root == "." ? "" : app.app.root + "/";
  for (FileIndex f = 0; f < program.files().size(); ++f) {
    const facts::FileFacts& facts = program.files()[f];
    if (!facts.file.starts_with(prefix)) continue;
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
      routes.push_back(std::move(route));
    }
  }
  std::sort(routes.begin(), routes.end(), [](const Route& a, const Route& b) {
    return std::tie(a.path, a.method) < std::tie(b.path, b.method);
  });
  return routes;
}

}  // namespace assay::model
