// model/routes/stubs.h - handlers that can only refuse: nothing is done behind their route yet, or any more.
#pragma once

#include "reading/model/routes/following.h"

namespace assay::model {

// Whether a function always ends by refusing: it raises (or returns) 403, 404, 405, 410 or 501, or what
// stands for "not implemented", on every way out, and one of them is taken whatever happens. `abort`: the
// rule's job for calls that refuse by their first argument; `refusal`: for what refuses by its own name. Only
// for languages with exceptions of that kind (Python).
bool only_refuses(const RouteReading& reading, const Following& following, FunctionPlace function);

}  // namespace assay::model
