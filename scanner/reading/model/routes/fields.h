// model/routes/fields.h - the fields of a request's body, from whatever the code says of them: a class that
// stands as a parameter's type, a schema's value, what the function takes out of the request itself.
#pragma once

#include <string>
#include <vector>

#include "common/vocabulary/app.h"
#include "reading/model/program.h"

namespace assay::model {

struct Body {
  std::vector<Field> fields;
  bool form = false;
  bool takes_files = false;
};

// Adds a field; one that is there already by that name is filled in where it said nothing.
void add_field(Body& body, Field field);

// The fields of a class of the repository that describes a body, those of its bases first; an object inside
// gives its own, as "user.email". `type` is what the annotation means.
void add_fields_of_type(const Program& program, const MeaningRef& type, Body& body);

}  // namespace assay::model
