// roles/form.h - writes request bodies: which value goes into which field, JSON or
// form or multipart. Sends nothing.
#pragma once

#include <string>
#include <vector>

#include "common/rules/probe_rules.h"
#include "trying/roles/binder.h"
#include "trying/roles/json_shape.h"

namespace assay {

// What a body may be filled with, by kind of field.
struct Values {
  std::string email;
  std::string password;
  std::string handle;
  std::string name;
  std::string description;
};

// "email", "password", "handle", "name", "description", "status"; empty: none of them.
std::string kind_of_field(const RoleBook& book, const std::string& field);

// A body for the route: its required fields, and those whose kind has a value. `more` are fields that a
// refusal asked for.
Json fill_body(const RoleBook& book, const BoundRole& role, const Values& values,
               const std::vector<std::string>& more);

// The name of the body's field of that kind; empty where there is none.
std::string field_of_kind(const RoleBook& book, const Json& body, const std::string& kind);

// "/jobs/{job_id}" with every parameter replaced by `id`, percent-encoded where it must be.
std::string fill_path(const std::string& path, const std::string& id);

std::string percent_encoded(std::string_view text);

// The request for a route with that body, as JSON or as a form.
Request make_request(const BoundRole& role, const std::string& id, const Json* body);

struct UploadFile {
  std::string name;  // empty: sent as a text field

  std::string type;
  std::string bytes;
};

Request make_upload(const BoundRole& role, const std::string& id, const UploadFile& file,
                    const std::string& boundary);

}  // namespace assay
