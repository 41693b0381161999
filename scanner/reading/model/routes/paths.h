// model/routes/paths.h - paths as frameworks write them, told in one way: "/jobs/{job_id}".
#pragma once

#include <string>
#include <string_view>

namespace assay::model {

// By FrameworkRule::path_style:
//   braces    /jobs/{id:path}              {id}
//   colon     /jobs/:id(\d+)?              {id}
//   angle     /jobs/<int:id>               {id}
//   regex     ^jobs/(?P<id>\d+)/$          {id}, of a group without a name {1}; what is neither text nor
//   group stands as written brackets  /jobs/[id]                   {id}
std::string plain_path(std::string_view written, std::string_view style);

// As they stand, or (segments) so that parts meet in exactly one slash and none stands at the end.
std::string joined_path(const std::string& prefix, const std::string& path, bool segments);

// "/*", "{path:path}", "[...slug]": a route for whatever is left, which is no route of the app's own.
bool is_catch_all(std::string_view written, std::string_view style);

}  // namespace assay::model
