// model/routes/typed_parameters.h - what the parameters of a handler declare, in frameworks that read the
// body and call dependencies by a parameter's type and default: `user: NewUser`,
// `name: Annotated[str, Form()]`, `session: Session = Depends(get_session)`.
//
// The names that stand for each come from the rule, by job: dependency, body-parameter, form-parameter,
// file-parameter, other-parameter (query, path, header), password-form, request-type.
#pragma once

#include <string>
#include <vector>

#include "reading/model/routes/fields.h"
#include "reading/model/routes/following.h"

namespace assay::model {

// A type as annotated, without what stands around it.
struct Annotated {
  Origin type;                   // T of Annotated[T, ...], Optional[T], T | None, list[T]
  std::vector<Origin> metadata;  // the other arguments of Annotated, also of those inside
  bool optional = false;         // may be None
  bool many = false;             // a list of them
};
Annotated annotated_type(const RouteReading& reading, const Following& following, const Origin& annotation);

// What a handler's parameters say. `path`: as the framework writes it; parameters of it are no body.
struct Declared {
  std::vector<std::string> guards;
  Body body;
  bool takes_body = false;  // also where none of its fields can be told: a list, a bare value
};
class TypedParameters {
 public:
  TypedParameters(const RouteReading& reading, const Following& following)
      : reading_(reading), program_(reading.program), following_(following) {}

  Declared read(FileIndex file, Index function, const std::string& path) const;

  // The function given to a dependency's call: the guard's name. Empty where the call is none.
  std::string dependency(const Origin& call) const;

  // Those of a list of dependencies; each a call, or a name of one.
  std::vector<std::string> dependencies(const Origin& list) const;

 private:
  struct Part;
  struct Marker;
  void collect(FileIndex file, Index function, const std::string& path, int depth, Declared& out,
               std::vector<Part>& parts) const;
  void collect_from(const Origin& given, const std::string& path, int depth, Declared& out,
                    std::vector<Part>& parts) const;
  Marker marker_of(const Annotated& annotated, const Origin& value) const;
  void add_part(const Part& part, bool inside, Body& body) const;
  bool is_model(const Meaning& type) const;

  const RouteReading& reading_;
  const Program& program_;
  const Following& following_;
};

}  // namespace assay::model
