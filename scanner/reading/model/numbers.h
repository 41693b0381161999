// model/numbers.h - constants as meanings, and the numbers among them.
#pragma once

#include <optional>
#include <string>

#include "reading/model/meaning.h"

namespace assay::model {

MeaningRef constant(facts::Literal literal, std::string text, const Origin& at);

struct Number {
  double value = 0;
  bool whole = true;
};
std::optional<Number> number_of(const Meaning& meaning);

// Doubles hold whole numbers to 2^53: larger results are not told.
MeaningRef number(double value, const Origin& at);

// a op b, for the operators that both languages share.
std::optional<double> folded(const std::string& op, double a, double b);

}  // namespace assay::model
