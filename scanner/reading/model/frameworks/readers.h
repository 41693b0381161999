// model/frameworks/readers.h - the readers of routes, by the word that rules/frameworks call them by.
// Each is one file beside this one: C++ only for what the idiom language of rules/frameworks can't say.
#pragma once

#include "reading/model/routes/route_reading.h"

namespace assay::model {

// calls.cc: app.get("/x", guard, handler), app.use("/x", router)
void read_calls(const RouteReading& reading, RouteGraph& graph);
// decorators.cc: @router.get("/x"), include_router
void read_decorators(const RouteReading& reading, RouteGraph& graph);
// files.cc: app/jobs/[id]/route.ts
void read_files(const RouteReading& reading, RouteGraph& graph);

// django.cc: urlpatterns, with the routers of drf.cc
void read_django(const RouteReading& reading, RouteGraph& graph);

// controllers.cc: methods of classes, @Get(":id"), in the modules that the root module imports
void read_controllers(const RouteReading& reading, RouteGraph& graph);

// ninja.cc: @api.get("/x"), add_router, of APIs that URL patterns mount
void read_ninja(const RouteReading& reading, RouteGraph& graph);

// plugins.cc: instance.register(plugin, {prefix}), instance.get("/x", {schema, preHandler}, handler)
void read_plugins(const RouteReading& reading, RouteGraph& graph);

// Every route of an app, by the readers its framework's rule names.
std::vector<Route> read_routes(const RouteReading& reading);

}  // namespace assay::model
