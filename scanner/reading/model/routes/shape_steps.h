// model/routes/shape_steps.h - how far a ShapeReader goes: schemas may hold each other in circles, and
// hostile code may nest them a thousand deep.
#pragma once

#include "reading/model/routes/shapes.h"

namespace assay::model {

class ShapeReader::Step {
 public:
  explicit Step(ShapeReader& reader) : reader_(reader) {
    ++reader_.depth_;
    ++reader_.steps_;
  }
  ~Step() { --reader_.depth_; }
  Step(const Step&) = delete;
  Step& operator=(const Step&) = delete;

  bool too_far() const { return reader_.depth_ > kMaxDepth || reader_.steps_ > kMaxSteps; }

 private:
  static constexpr int kMaxDepth = 40;
  static constexpr int kMaxSteps = 5'000;
  ShapeReader& reader_;
};

}  // namespace assay::model
