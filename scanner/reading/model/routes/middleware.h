// model/routes/middleware.h - the functions that a route's declaration names one after the other: guards
// first, the one that answers last.
#pragma once

#include <string>
#include <vector>

#include "reading/model/routes/fields.h"
#include "reading/model/routes/route_reading.h"

namespace assay::model {

// Whether an operand is `...x`, and what is spread; unknown where it is none.
Origin spread_in(const Program& program, const Origin& expr);

// The arguments of a call from `first` on, lists and spreads opened up.
std::vector<Origin> arguments_from(const Program& program, const Origin& call, std::size_t first);
// An expression that means a list: its elements, those of lists in it too; else itself.
std::vector<Origin> opened(const Program& program, const Origin& expr);

// The function that answers: through wrappers (asyncHandler(fn), fn.bind(x)) to the one that was written.
struct Handler {
  FunctionPlace function;
  std::string name;
};
Handler handler_of(const Program& program, const Origin& expr);

// Whether an argument can stand as middleware: no text, no options.
bool can_be_called(const Program& program, const Origin& expr);

// Adds a guard's name, unless it is a function that handles errors or one the rule knows as no guard.
void add_guard_name(const RouteReading& reading, const Origin& expr, std::vector<std::string>& names);

// What a guard says of the body: the schema it is given, the files it takes.
void add_fields_of_guard(const RouteReading& reading, const Origin& expr, Body& body);

}  // namespace assay::model
