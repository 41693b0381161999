// model/routes/api_document.h - the operations of an OpenAPI or Swagger document, for frameworks that take
// their routes from one.
// In: a document's text, YAML or JSON. Out: its operations. Anything that is not as the specification has it
// is passed over; a text that is no YAML gives none.
#pragma once

#include <string>
#include <vector>

#include "reading/model/program.h"
#include "reading/model/routes/fields.h"

namespace assay::model {

struct Operation {
  std::string method;  // "GET"
  std::string path;    // as written, without the document's base path
  std::string id;      // "api.users.create": with the controller's name before it, where one is given
  std::vector<std::string> guards;  // what checks each scheme that is asked for: a function, or its name
  Body body;
  std::uint32_t line = 0;
};

struct ApiDocument {
  std::string base_path;  // below which all of it is served
  std::vector<Operation> operations;
};

ApiDocument read_api_document(const Document& document);

}  // namespace assay::model
