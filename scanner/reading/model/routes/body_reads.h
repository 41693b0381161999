// model/routes/body_reads.h - what a function takes out of the request, by the places where the request's
// body stands.
#pragma once

#include <set>
#include <utility>

#include "reading/model/routes/fields.h"
#include "reading/model/routes/trails.h"

namespace assay::model {

class BodyReads {
 public:
  // `places`: with which job they stand in the framework's rule.
  BodyReads(const Program& program, const FrameworkRule& rule);

  // What `function` reads. `parameters`: what each of its parameters is.
  void read(FileIndex file, Index function, std::map<Index, Trail> parameters);
  // Its parameters as the rule's places count them, the object a method belongs to left out.
  std::map<Index, Trail> own_parameters(FileIndex file, Index function) const;

  // All that was found, in order.
  void add_to(Body& body) const;

 private:
  enum class Form { json, form, file };
  struct Place {
    Trail trail;
    Form form = Form::json;
  };
  struct Read {
    std::vector<std::string> path;
    Form form = Form::json;
    bool required = true;
    std::uint32_t start = 0;
  };
  struct Reached {
    Form form = Form::json;
    std::vector<std::string> path;
  };
  struct Inside;  // one function under way

  std::optional<Reached> reached(const Trail& trail) const;
  bool leads_to_body(const Trail& trail) const;
  void note(const Trail& trail, bool required, std::uint32_t start, std::vector<Read>& reads) const;
  void read_expression(Inside& inside, Index expr, Index definition, std::vector<Read>& reads);
  void read_assignments(Inside& inside, std::vector<Read>& reads);
  void hand_over(Inside& inside, Index call, Index definition);
  void hand_to_schema(const Origin& call, const std::vector<std::string>& path, Form form);
  void hand_to_function(const MeaningRef& callee, const Origin& call, std::uint32_t argument,
                        const Trail& trail);
  void take_by_itself(const Origin& call);
  bool add_schema(const Shape& shape, const std::vector<std::string>& path, Form form);

  const Program& program_;
  std::vector<Place> places_;
  std::vector<Read> reads_;
  Body told_;  // by schemas
  bool json_ = false, form_ = false, files_ = false;
  std::set<std::pair<FileIndex, Index>> functions_;
};

}  // namespace assay::model
