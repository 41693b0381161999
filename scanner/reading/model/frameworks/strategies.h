// model/frameworks/strategies.h - sign-in strategies that are set up under a name in one place and asked for
// by it in another: what they take from the body is said where they are set up.
#pragma once

#include <map>
#include <string>

#include "reading/model/routes/fields.h"
#include "reading/model/routes/start_up.h"

namespace assay::model {

class Strategies {
 public:
  explicit Strategies(const RouteReading& reading) : reading_(reading) {}

  // passport.use("login", new Strategy({usernameField: "email"}, verify))
  void note(const RunCall& run);

  // The fields that a function of a route takes, where it is passport.authenticate("login") of such a one.
  void add_fields(const Origin& function, Body& body) const;

 private:
  const RouteReading& reading_;
  std::map<std::string, Origin> made_;  // the calls that made them, by name; "" for one without
};

}  // namespace assay::model
