#include "reading/model/frameworks/file_guards.h"

#include <algorithm>

#include "reading/model/routes/patterns.h"
#include "reading/model/routes/written.h"

namespace assay::model {
namespace {

using Kind = Meaning::Kind;

std::string stem_of(const std::string& name) {
  return name.substr(0, name.find('.'));
}

}  // namespace

void FileGuards::note(FileIndex file, const std::string& name) {
  const std::string stem = stem_of(name.starts_with("src/") ? name.substr(4) : name);
  const auto names = reading_.rule.names.find("guard-file");
  if (names == reading_.rule.names.end() || !is_listed(names->second, stem)) return;
  const Program& program = reading_.program;
  if (!given_out(program, file, "default").found && !given_out(program, file, stem).found) return;
  Guard guard;
  guard.name = names->second.front();
  const GivenOut config = given_out(program, file, "config");
  if (!config.found) {
    guard.everywhere = true;
  } else {
    const MeaningRef settings = program.evaluator().evaluate(config.value);
    Origin matcher;
    for (const auto& [key, origin] : settings->origins)
      if (key == "matcher") matcher = origin;
    if (matcher.known())
      note_patterns(matcher, guard);
    else
      (settings->is(Kind::dict) && !settings->open ? guard.everywhere : guard.unread) = true;
  }
  guards_.push_back(std::move(guard));
}

// A pattern, a list of them, or {source: pattern} with conditions on the request.
void FileGuards::note_patterns(const Origin& matcher, Guard& guard) const {
  const Program& program = reading_.program;
  const MeaningRef whole = program.evaluator().evaluate(matcher);
  std::vector<MeaningRef> items{whole};
  if (whole->is(Kind::list)) {
    items.clear();
    for (const auto& [_, item] : whole->items) items.push_back(item);
    guard.unread = whole->open;
  }
  for (const MeaningRef& item : items) {
    if (item->is_text()) {
      guard.patterns.push_back(item->text);
      continue;
    }
    const MeaningRef source = item->is(Kind::dict) ? item_of(*item, "source") : nullptr;
    if (!source || !source->is_text()) {
      guard.unread = true;
      continue;
    }
    const bool always = !item_of(*item, "has") && !item_of(*item, "missing");
    (always ? guard.patterns : guard.conditional).push_back(source->text);
  }
}

std::vector<std::string> FileGuards::before(const std::string& path) const {
  std::vector<std::string> names;
  for (const Guard& guard : guards_) {
    bool holds = guard.everywhere, unread = guard.unread;
    for (const std::string& pattern : guard.patterns) {
      const auto fits = fits_regex(regex_of_route_pattern(pattern), path);
      holds = holds || fits.value_or(false);
      unread = unread || !fits;
    }
    for (const std::string& pattern : guard.conditional)
      unread = unread || fits_regex(regex_of_route_pattern(pattern), path).value_or(true);
    if (holds)
      names.push_back(guard.name);
    else if (unread)
      names.push_back(guard.name + " (matcher not read)");
  }
  return names;
}

}  // namespace assay::model
