#include "telling/merge/report_value.h"

namespace assay {

std::string_view to_string(RunMode mode) {
  return mode == RunMode::scan ? "scan" : "audit";
}

std::string_view to_string(ObservedState state) {
  switch (state) {
    case ObservedState::confirmed:
      return "confirmed";
    case ObservedState::contradicted:
      return "contradicted";
    case ObservedState::not_observed:
      return "not-observed";
  }
  return "not-observed";
}

std::string_view to_string(Sides sides) {
  switch (sides) {
    case Sides::both:
      return "both";
    case Sides::static_only:
      return "static-only";
    case Sides::live_only:
      return "live-only";
    case Sides::neither:
      return "neither";
  }
  return "neither";
}

std::string_view to_string(Direction direction) {
  switch (direction) {
    case Direction::none:
      return "none";
    case Direction::worse:
      return "worse";
    case Direction::better:
      return "better";
    case Direction::other:
      return "other";
  }
  return "none";
}

std::string_view to_string(Agreement agreement) {
  switch (agreement) {
    case Agreement::agrees:
      return "agrees";
    case Agreement::disagrees:
      return "disagrees";
    case Agreement::silent:
      return "silent";
  }
  return "silent";
}

std::string_view to_string(FunctionalScore score) {
  switch (score) {
    case FunctionalScore::pass:
      return "pass";
    case FunctionalScore::fail:
      return "fail";
    case FunctionalScore::undecided:
      return "undecided";
    case FunctionalScore::none:
      return "none";
  }
  return "none";
}

std::string_view to_string(FindingKind kind) {
  switch (kind) {
    case FindingKind::contradicted:
      return "contradicted";
    case FindingKind::broken:
      return "broken";
    case FindingKind::failed:
      return "failed";
    case FindingKind::weak:
      return "weak";
    case FindingKind::unclear:
      return "unclear";
    case FindingKind::inconclusive:
      return "inconclusive";
    case FindingKind::not_run:
      return "not-run";
  }
  return "unclear";
}

}  // namespace assay
