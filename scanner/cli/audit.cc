#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/commands.h"
#include "cli/pipeline.h"
#include "cli/plan.h"
#include "cli/trying.h"

namespace assay {
namespace {

// assay.yaml is looked for before the folder is read: a wrong word in it should cost no time.
Result<Config> config_step(const AuditOptions& options, const Knowledge& knowledge) {
  return load_config(options.folder, knowledge.probes.roles.order);
}

std::string frameworks_in_words(const Knowledge& knowledge) {
  std::vector<std::string> titles;
  for (const FrameworkRule& rule : knowledge.rules.frameworks) titles.push_back(rule.title);
  return fmt::format("{}", fmt::join(titles, ", "));
}

Problem no_app(const AuditOptions& options, const ReadResult& read, const Knowledge& knowledge) {
  return {ProblemKind::cannot, options.folder,
          fmt::format("no app found. Looked for {} in {} files.", frameworks_in_words(knowledge),
                      read.source_files),
          fmt::format("Name one: assay audit {} --start \"...\" --port 8000", options.folder)};
}

bool can_be_tried(const App& app, const AuditOptions& options) {
  return !app.plan.start.empty() || !options.url.empty();
}

// The apps that can be tried; none is a problem, told where nothing else tells it.
std::vector<App> tryable(const std::vector<App>& apps, const AuditOptions& options) {
  std::vector<App> list;
  for (const App& app : apps)
    if (can_be_tried(app, options)) list.push_back(app);
  return list;
}

struct Trials {
  std::vector<Trial> trials;
  std::vector<std::string> secrets;
  Problems problems;
};

Trials try_apps(const std::vector<App>& apps, const Config& config, const AuditOptions& options,
                const Knowledge& knowledge, Progress& progress) {
  Trials all;
  for (const App& app : apps) {
    Tried tried = try_app({options.folder, app, config_of(config, app)}, options, knowledge.probes, progress);
    for (const Problem& problem : tried.trial.problems) all.problems.push_back(problem);
    for (std::string& secret : tried.secrets) all.secrets.push_back(std::move(secret));
    all.trials.push_back(std::move(tried.trial));
  }
  return all;
}

}  // namespace

ExitCode run_audit(const AuditOptions& options, Screen& screen) {
  const auto started = Clock::now();
  const Result<Knowledge> knowledge = load_knowledge();
  if (!knowledge) return fail(knowledge.problems(), screen);
  const Result<Config> config = config_step(options, *knowledge);
  if (!config) return fail(config.problems(), screen);
  Progress progress(screen, options.output.quiet);
  Result<ReadResult> read = read_step(options.folder, *knowledge, options.reading, progress);
  if (!read) return fail(read.problems(), screen);
  Result<std::vector<App>> apps = plan_apps(read->apps, *config, options);
  if (!apps) return fail(apps.problems(), screen);

  Problems problems;
  Trials tried;
  if (options.start_app) {
    const std::vector<App> list = tryable(*apps, options);
    if (list.empty()) problems.push_back(no_app(options, *read, *knowledge));
    tried = try_apps(list, *config, options, *knowledge, progress);
    problems.insert(problems.end(), tried.problems.begin(), tried.problems.end());
  } else if (const auto problem = nothing_to_read(*read, options.folder)) {
    problems.push_back(*problem);
  }
  const ExitCode code = fail(problems, screen);

  read->apps = std::move(*apps);
  MergeInput input =
      merge_input(std::move(*read), *knowledge, {options.folder, RunMode::audit, options.start_app});
  input.trials = std::move(tried.trials);
  input.known_secrets = std::move(tried.secrets);
  input.run = describe_run(started);
  return graver(code, deliver(merge(std::move(input)), options.output, screen));
}

}  // namespace assay
