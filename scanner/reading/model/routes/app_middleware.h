// model/routes/app_middleware.h - middleware that an app is given by calls and decorators: what each request
// passes, also one for an app mounted inside, wherever in the code it is added.
// In: an app's files, the names `adding-middleware` and `middleware-decorator`. Out: names put before the
// routers of a graph, the one added last first. What refuses nobody (`not-a-guard`) is left out.
#pragma once

#include "reading/model/routes/following.h"
#include "reading/model/routes/graph.h"

namespace assay::model {

// The middleware that a call lists (`middleware=[Middleware(A), B]`), each as it stands or as the first
// argument of what wraps it.
std::vector<std::string> listed_middleware(const RouteReading& reading, const Following& following,
                                           const Origin& call);

void read_app_middleware(const RouteReading& reading, const Following& following, RouteGraph& graph);

}  // namespace assay::model
