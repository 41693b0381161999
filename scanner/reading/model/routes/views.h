// model/routes/views.h - views: functions under decorators, classes that answer by a function a method.
#pragma once

#include <string>
#include <vector>

#include "reading/model/routes/fields.h"
#include "reading/model/routes/following.h"

namespace assay::model {

// One function of a view and the method of HTTP it answers; empty: whatever the route says.
struct ViewMethod {
  std::string method;
  FunctionPlace place;
};

// `def get(self)`, `def post(self)` of a class or its bases in the repository, the class's own first.
std::vector<ViewMethod> view_methods(const Program& program, const Meaning& type);

// The functions of a class and its bases in the repository; where several have one name, the first.
std::vector<FunctionPlace> functions_of(const Program& program, const Meaning& type);

// What a class gives a name in its body, or one of its bases of the repository: `decorators = [...]`.
Origin class_value(const Program& program, const Meaning& type, const std::string& name);

// The decorators of a definition from the n-th on, in source order.
std::vector<Origin> decorators_from(const Program& program, FunctionPlace place, std::uint32_t n);

// A list of decorators that are applied one after the other: the last is called first.
std::vector<std::string> applied_guards(const Program& program, const Following& following,
                                        const Origin& list);

}  // namespace assay::model
