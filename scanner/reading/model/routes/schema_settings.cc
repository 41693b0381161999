// The settings class inside a schema's class: which fields of which model, and how.
#include "reading/model/routes/shapes.h"

namespace assay::model {

void ShapeReader::apply_settings(FileIndex, Index, Shape&) {}

}  // namespace assay::model
