// A report as an audit of one app would give, made by merging hand-made values of both lanes.
#pragma once

#include "telling/merge/merge.h"

namespace assay::test {

MergeInput sample_input();
Report sample_report();

}  // namespace assay::test
