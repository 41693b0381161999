// model/frameworks/drf.h - sets of views that a router serves: the routes of each by its actions.
#pragma once

#include "reading/model/frameworks/django_views.h"

namespace assay::model {

// Declares them on the router, which URL patterns mount.
void read_view_sets(const RouteReading& reading, const FrameworkRule& rule, const DjangoViews& views,
                    RouteGraph& graph);

}  // namespace assay::model
