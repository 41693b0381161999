// model/frameworks/readers.h - the readers of routes, by the word that rules/frameworks call them by.
// Each is one file beside this one: C++ only for what the idiom language of rules/frameworks can't say.
#pragma once

#include "reading/model/routes/route_reading.h"

namespace assay::model {

// blueprints.cc: @bp.route("/x", methods=["POST"]), add_url_rule, register_blueprint, api.add_resource
void read_blueprints(const RouteReading& reading, RouteGraph& graph);
// calls.cc: app.get("/x", guard, handler), app.use("/x", router)
void read_calls(const RouteReading& reading, RouteGraph& graph);
// decorators.cc: @router.get("/x") with typed parameters, include_router
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

// operations.cc: app.add_api("openapi.yml")
void read_operations(const RouteReading& reading, RouteGraph& graph);

// route_lists.cc: routes=[Route("/x", view)], add_route("/x", view), add_routes([...])
void read_route_lists(const RouteReading& reading, RouteGraph& graph);
// route_handlers.cc: @get("/x") and controllers, given in lists of handlers
void read_route_handlers(const RouteReading& reading, RouteGraph& graph);

// Whether a reader goes by this word: rules are checked against the list in read_framework.cc, which can't
// see this one.
bool is_route_reader(const std::string& word);

// Every route of an app, by the readers its framework's rule names.
std::vector<Route> read_routes(const RouteReading& reading);

}  // namespace assay::model
