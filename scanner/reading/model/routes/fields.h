// model/routes/fields.h - the fields of a request's body, from whatever the code says of them: a class that
// stands as a parameter's type, a schema's value, what the function takes out of the request itself.
#pragma once

#include <string>
#include <vector>

#include "common/vocabulary/app.h"
#include "reading/model/program.h"
#include "reading/model/routes/shapes.h"

namespace assay::model {

struct Body {
  std::vector<Field> fields;
  bool form = false;
  bool takes_files = false;
};

// Adds a field; one that is there already by that name is filled in where it said nothing.
void add_field(Body& body, Field field);

// The fields of a shape, each below `prefix` ("" or "user."); an object inside gives its own, as
// "user.email".
void add_shape(const Shape& shape, const std::string& prefix, Body& body);

// What a type's annotation and a given value say of one field: its type, its bounds, whether it must be
// there. `annotation` and `value` may be unknown.
Field field_of(const Program& program, std::string name, const Origin& annotation, const Origin& value);

// The fields of a class of the repository (or of a library's class that the rules know) that describes a
// body, those of its bases first; an object inside gives its own, as "user.email". `type` is what the
// annotation means; for annotations that are more than a name, ShapeReader::of_annotation and add_shape.
void add_fields_of_type(const Program& program, const MeaningRef& type, Body& body);

// The fields of a schema as a value: a validator library's object, a JSON schema, a form's or serializer's
// class.
void add_fields_of_schema(const Program& program, const Origin& schema, Body& body);

// The fields that a function takes out of the request itself, by the places that the rule's names give:
// json-body "{0}.body" (of its first parameter), "{0}.req.json()", "flask.request.json"; form-body;
// file-body.
void add_fields_read_by(const Program& program, const FrameworkRule& rule, FileIndex file, Index function,
                        Body& body);

}  // namespace assay::model
