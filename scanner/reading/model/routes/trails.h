// model/routes/trails.h - what part of the request an expression is: `pw` of `const {password: pw} =
// req.body` is {0} body password, seen from the handler whose first parameter is req.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reading/model/program.h"

namespace assay::model {

// "{0}" (a parameter of the handler), "{self}", or the parts of a library's name; then names of members and
// keys,
// "()" for a call.
using Trail = std::vector<std::string>;

// "{0}.req.json()" as a trail.
Trail trail_of_place(const std::string& place);

class Trails {
 public:
  // `parameters`: what each parameter of the function is, where that is known.
  Trails(const Program& program, FileIndex file, Index function, std::map<Index, Trail> parameters);

  // nullopt: not told, or no part of anything the handler was given.
  std::optional<Trail> of(Index expr, Index definition);
  // The same for a parameter's or assignment's target, each name in it with where it stands.
  struct Bound {
    Trail trail;
    bool defaulted = false;  // {page = 1}
    std::uint32_t start = 0;
  };
  void targets(Index target, const Trail& value, std::vector<Bound>& out, int depth = 0) const;

  bool is_taken(const std::string& method) const;  // get("x"): takes a key's value out

 private:
  std::optional<Trail> found(Index expr, Index definition);
  std::optional<Trail> of_name(Index expr, Index definition);
  std::optional<Trail> of_call(Index expr, Index definition);
  std::optional<Trail> of_operation(Index expr, Index definition);
  std::optional<Trail> along(std::optional<Trail> trail, const std::vector<Step>& path) const;

  const Program& program_;
  const facts::FileFacts& facts_;
  FileIndex file_;
  Index function_;
  std::map<Index, Trail> parameters_;
  std::map<Index, std::optional<Trail>> memo_;
  int depth_ = 0;
};

}  // namespace assay::model
