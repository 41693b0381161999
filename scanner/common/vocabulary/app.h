// vocabulary/app.h - what reading knows of an app and trying needs: how to start
// it, where its routes are, what it wants from the environment.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/vocabulary/location.h"

namespace assay {

enum class Language { python, javascript, typescript, tsx };
std::string_view to_string(Language language);

// The words of Field::type.
//   string                      any text; one of a few fixed texts too
//   email, url, uuid            a text of that form
//   date, time, datetime        a text of that form, ISO 8601
//   integer, number, boolean
//   file                        an upload
//   list, object                a list of anything; an object whose fields are not told
const std::vector<std::string>& field_types();

// A field of a request body, as a model or schema declares it.
struct Field {
  std::string name;  // inside an object of the body: "user.email"
  std::string type;  // one of field_types(); empty: not known
  bool required = true;
  std::optional<double> min = std::nullopt,
                        max =
                            std::nullopt;  // of a text its length, of a number its value, of a list its size
};

struct Route {
  std::string method;               // "GET"; upper case
  std::string path;                 // "/jobs/{job_id}": parameters in braces, whatever the framework writes
                                    // ("ANY" as method: the handler is asked whatever the method is)
  std::string handler;              // qualified name of the answering function
  Location at;                      // the line that declares it
  std::vector<std::string> guards;  // in their order; names of dependencies, middleware, decorators
  std::vector<Field> fields;
  bool form = false;  // the body is a form, not JSON
  bool takes_files = false;
  std::string condition;  // what must hold for the route to exist; empty: always
  bool stub = false;      // it can only refuse: nothing is done behind it yet
};

// One line a route, as `assay scan --routes` prints it and tests compare it:
//   POST /users  api.py#create_user  guards: admin  fields: email(email), nick?(string 3..20)  form
std::string to_string(const Route& route);

// An environment variable the app reads.
struct Setting {
  std::string name;
  std::optional<std::string> default_value;
  bool required = false;  // start-up fails without it
  Location at;
  // The shortest value that is taken, where a shorter one was seen to be refused: 1, only an empty one is.
  std::optional<int> min_length = std::nullopt;
  Location refused_at = {};  // where that is said
};

// How the app is started. Commands run by a shell in the app's root; "{port}" stands for the port.
struct StartPlan {
  std::string build;  // empty: nothing to build
  std::string start;  // empty: not recognised
  std::string ready_path = "/";
};

struct App {
  std::string root;       // relative to the scanned root, "." for the root itself
  std::string framework;  // id of the rule file under rules/frameworks: "fastapi"; empty: none recognised
  Language language = Language::python;
  std::string entry_point;  // "main:app" for Python, a file for JavaScript; empty: not found
  Location entry_at;
  StartPlan plan;
  std::vector<std::string> manifests;  // files, relative to the scanned root
  std::vector<Route> routes;
  std::vector<Setting> settings;
  std::vector<std::string> signing_key_variables;  // JWT_SECRET
  std::vector<std::string> webhook_key_variables;  // WEBHOOK_SECRET
  std::vector<std::string> algorithms;             // token algorithms the code lists
  std::vector<std::string> origins;                // origins the code or configuration allows
  std::vector<std::string>
      document_paths;  // where the code puts API documents; beside the framework's known places
};

}  // namespace assay
