// model/frameworks/file_handlers.h - the functions that a file of routes gives out, out of their wrappers,
// and the methods that a function answers.
#pragma once

#include <string>
#include <vector>

#include "reading/model/frameworks/readers.h"
#include "reading/model/routes/written.h"

namespace assay::model {

// A function behind wrappers: `withAuth(async (req) => {...})` is guarded by withAuth.
struct FileHandler {
  FunctionPlace function;  // unknown when it is none of ours
  std::string name;        // "src/app/api/x/route.ts#POST"
  std::vector<std::string> guards;
};

// `name`: what the handler is called where its function has no name.
FileHandler handler_of(const RouteReading& reading, const GivenOut& given, FileIndex file,
                       const std::string& name);
FileHandler handler_of(const RouteReading& reading, const Origin& value, const std::string& name);

// The methods that a function of (request, response) tells apart: by comparisons of request.method, a switch,
// an object by method. Empty: none, it answers all alike.
struct MethodHandler {
  std::string method;
  FunctionPlace function;  // where the method has one of its own
};
std::vector<MethodHandler> methods_told_apart(const RouteReading& reading, const FunctionPlace& handler);

// A builder of handlers by method: createRouter().use(auth).get(list). Empty when the expression is none.
struct BuiltHandler {
  std::string method;  // "ANY" for all
  FileHandler handler;
};
std::vector<BuiltHandler> methods_built(const RouteReading& reading, const Origin& value);

}  // namespace assay::model
