// model/routes/refusals.h - handlers that answer through what they are given (a response, a context) and can
// only refuse: nothing is done behind their route yet, or any more.
#pragma once

#include "reading/model/routes/route_reading.h"

namespace assay::model {

// Whether all a function does is to answer 403, 404, 405, 410 or 501, by a number or its usual name, whatever
// happens. One call of anything else, and it does something. `budget`: how many expressions may still be
// looked at; a file of a thousand handlers is read a thousand times.
bool answers_only_refusal(const Program& program, FunctionPlace function, std::size_t& budget);

// The same for handlers that give an answer back: all they do is to return one whose options say such a
// status
// (`new Response(null, {status: 405})`), or to call what refuses (`notFound()`). The rule's jobs `response`
// and `refusal` say what makes answers and what refuses.
bool returns_only_refusal(const RouteReading& reading, FunctionPlace function, std::size_t& budget);

inline constexpr std::size_t kRefusalBudget = 100'000'000;

}  // namespace assay::model
