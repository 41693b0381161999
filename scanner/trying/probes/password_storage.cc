// t1-07: what the database holds of a password.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "common/base/text.h"
#include "trying/probes/database_view.h"
#include "trying/probes/registry.h"
#include "trying/probes/stored_form.h"

namespace assay {
namespace {

struct Twins {
  User first;
  User second;  // the same password
};

std::optional<Twins> register_twins(ProbeContext& context, Judge& judge) {
  Twins twins{random_user(), random_user()};
  twins.second.password = twins.first.password;
  for (const User* user : {&twins.first, &twins.second}) {
    const SignOn sign_on = context.sessions.sign_up(context.caller, *user, Part::control);
    if (!judge.hold(sign_on.registered.ok(), sign_on.why_not)) return std::nullopt;
  }
  return twins;
}

// All forms in which this user's password is stored, by row; unrecognised rows count.
struct Forms {
  std::vector<StoredForm> forms;
  std::size_t rows = 0;
};

// Rows that mention the address alone (a share, an audit trail) hold no secret and are skipped once one row
// does.
Forms forms_of(const ProbeContext& context, const DatabaseView& view, const User& user) {
  Forms result{{}, view.rows.size()};
  const CommonCosts costs{context.rule.rounds, context.rule.scrypt_costs};
  const Deadline deadline = Deadline::in(context.patience);
  for (const StoredRow& row : view.rows) {
    const std::size_t before = result.forms.size();
    for (const std::string& value : row.values)
      if (auto form = recognise_format(value)) result.forms.push_back(std::move(*form));
    if (result.forms.size() > before) continue;
    if (auto form = recompute(row.values, user.password, costs, deadline))
      result.forms.push_back(std::move(*form));
  }
  return result;
}

void judge_floor(const ProbeContext& context, Judge& judge, const StoredForm& form) {
  for (const ProbeFloor& floor : context.rule.floors) {
    const auto parameter = form.parameters.find(floor.parameter);
    if (floor.algorithm != form.algorithm || parameter == form.parameters.end()) continue;
    if (std::strtoll(parameter->second.c_str(), nullptr, 10) >= floor.least) continue;
    const std::string text = fmt::format("{} with {} {}, the floor is {}", form.algorithm, floor.parameter,
                                         parameter->second, floor.least);
    floor.must ? judge.fail(text) : judge.note(text);
  }
}

std::string describe_fast(const StoredForm& form) {
  const auto digest = form.parameters.find("digest");
  return digest == form.parameters.end() ? form.algorithm
                                         : fmt::format("{} ({})", form.algorithm, digest->second);
}

void judge_form(const ProbeContext& context, Judge& judge, const StoredForm& form) {
  judge.tried();
  if (!form.slow) judge.fail("stored as " + describe_fast(form));
  judge_floor(context, judge, form);
  judge.observe("algorithm", form.algorithm);
  for (const auto& [name, value] : form.parameters) judge.observe(name, value);
}

void judge_salt(Judge& judge, const Forms& first, const Forms& second) {
  std::set<std::string> values;
  for (const StoredForm& form : first.forms) values.insert(form.value);
  for (const StoredForm& form : second.forms)
    if (values.count(form.value)) judge.fail("two users of one password are stored alike: no salt");
}

void judge_plain_text(ProbeContext& context, Judge& judge, const std::vector<AppFile>& list,
                      const std::string& password) {
  std::vector<std::string> unread;
  for (const std::string& path : files_that_hold(*context.files, list, password, unread))
    judge.fail("the password stands in plain text in " + path);
  for (const std::string& path : unread) judge.doubt("not read: " + path);
}

void judge_rows(ProbeContext& context, Judge& judge, const std::vector<AppFile>& list, const Twins& twins) {
  const DatabaseView view = find_rows(*context.files, list, twins.first.email);
  const DatabaseView twin_view = find_rows(*context.files, list, twins.second.email);
  if (!judge.hold(
          !view.rows.empty(),
          fmt::format("no row with the user's address in {}{}", counted(view.databases, "SQLite file"),
                      view.problems.empty() ? "" : " (" + view.problems.front() + ")")))
    return;
  const Forms forms = forms_of(context, view, twins.first);
  if (forms.forms.empty())
    return judge.doubt(
        "the stored form is not recognised, and no common function over the row's parts gives it");
  judge_form(context, judge, forms.forms.front());
  for (std::size_t i = 1; i < forms.forms.size(); ++i)
    if (!forms.forms[i].slow) judge.fail("stored as " + describe_fast(forms.forms[i]) + " too");
  const Forms twin_forms = forms_of(context, twin_view, twins.second);
  if (twin_forms.forms.empty()) judge.doubt("the second user's stored form is not recognised");
  judge_salt(judge, forms, twin_forms);
}

}  // namespace

void run_password_storage(ProbeContext& context, Judge& judge) {
  const auto twins = register_twins(context, judge);
  if (!twins) return;
  const auto list = context.files->list();
  if (!judge.hold(list.ok(), list ? "" : "the run folder could not be listed: " + list.problem().what))
    return;
  judge_rows(context, judge, *list, *twins);
  judge_plain_text(context, judge, *list, twins->first.password);
}

}  // namespace assay
