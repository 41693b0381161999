#include "cli/arguments.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/version.h"
#include "common/base/text.h"
#include "trying/transport/target.h"

namespace assay {
namespace {

constexpr const char* kAbout =
    "Reads an app's code for its security decisions, starts the app in a sandbox, attacks it,\n"
    "and tells in one report where both agree.";

Problem wrong_use(std::string where, std::string what, std::string cure = "") {
  return {ProblemKind::usage, std::move(where), std::move(what), std::move(cure)};
}

// What the flags are read into before it is checked.
struct Raw {
  ScanOptions scan;
  AuditOptions audit;
  ReportOptions report;
  ExplainOptions explain;
  std::vector<std::string> env;
  bool no_start = false;
};

const std::map<std::string, OutputFormat> kFormats{{"text", OutputFormat::text},
                                                   {"json", OutputFormat::json}};

// A tree takes up to 170 bytes a byte.
constexpr std::size_t kMostMaxFile = 64u << 20;

void add_format(CLI::App& command, OutputFormat& format) {
  command.add_option("--format", format, "text or json")
      ->transform(CLI::CheckedTransformer(kFormats))
      ->option_text("text|json");
}

void add_output(CLI::App& command, OutputOptions& output) {
  add_format(command, output.format);
  command.add_option("--output", output.file, "keep the report as JSON in this file, beside what is printed")
      ->option_text("FILE");
  command.add_flag("--quiet", output.quiet, "no progress on stderr");
}

void add_reading(CLI::App& command, ReadingOptions& options) {
  command
      .add_option("--jobs", options.jobs,
                  "threads (default: one a core); the report is the same for any number")
      ->check(CLI::Range(1, 1024))
      ->option_text("N");
  command
      .add_option("--max-file", options.max_file,
                  "leave out source files of more bytes, and say so (default: 2 MB; 500KB, 8MB)")
      ->transform(CLI::AsSizeValue(false))
      ->check(CLI::Range(std::size_t{1}, kMostMaxFile))
      ->option_text("SIZE");
  command.add_flag("!--no-prefilter", options.prefilter,
                   "parse every source file, also those that hold nothing the rules ask about");
  command.add_flag("!--no-cache", options.cache, "make every file's facts anew, and keep none");
}

void add_scan(CLI::App& app, Raw& raw) {
  CLI::App* scan = app.add_subcommand("scan", "read the code alone; no network, nothing is run");
  scan->add_option("DIR", raw.scan.folder, "the folder that holds the app")->required();
  add_output(*scan, raw.scan.output);
  add_reading(*scan, raw.scan.reading);
  const auto view = [&](const char* flag, ScanView what, const char* says) {
    return scan->add_flag_callback(
        flag, [&raw, what] { raw.scan.view = what; }, says);
  };
  CLI::Option* files = view("--files", ScanView::files, "print the source files it would parse, and stop");
  CLI::Option* routes = view("--routes", ScanView::routes, "print the routes of each app, and stop");
  CLI::Option* env = view("--env", ScanView::env, "print the environment variables each app reads, and stop");
  routes->excludes(files, env);
  files->excludes(env);
}

void add_audit(CLI::App& app, Raw& raw) {
  CLI::App* audit =
      app.add_subcommand("audit", "read the code, start the app in a sandbox, attack it, merge both");
  AuditOptions& options = raw.audit;
  audit->add_option("DIR", options.folder, "the folder that holds the app")->required();
  audit->add_flag("--prepare", options.prepare,
                  "install dependencies and build first (the only step with network)");
  audit->add_option("--start", options.start, "the command that starts the app; {port} stands for the port")
      ->option_text("COMMAND");
  audit
      ->add_option("--port", options.port,
                   "the port it listens on (default: a free one, told to the app as PORT)")
      ->check(CLI::Range(1, 65535))
      ->option_text("N");
  audit->add_option("--env", raw.env, "a variable for the app; may be given more than once")
      ->option_text("K=V")
      ->allow_extra_args(false);
  audit->add_option("--url", options.url, "attack this running app instead of starting one")
      ->option_text("URL");
  audit->add_flag("--i-own-this-target", options.own_target, "allow --url to name another machine");
  audit->add_flag("--no-start", raw.no_start, "do not start the app: the static half alone");
  audit->add_flag("--allow-weak-sandbox", options.allow_weak_sandbox,
                  "run the app even where this system offers no walls");
  add_output(*audit, options.output);
  add_reading(*audit, options.reading);
}

void add_report(CLI::App& app, Raw& raw) {
  CLI::App* report = app.add_subcommand("report", "print a report that was kept as JSON");
  report->add_option("FILE", raw.report.file, "what --output or --format json wrote")->required();
  add_format(*report, raw.report.format);
}

void add_explain(CLI::App& app, Raw& raw) {
  CLI::App* explain = app.add_subcommand("explain", "tell what a decision or a test is about");
  CLI::Option* id = explain->add_option("ID", raw.explain.id,
                                        "password-hashing, t1-04, ...; without it, all of them are listed");
  explain->add_option("--facts", raw.explain.facts, "print what assay reads out of one source file")
      ->option_text("FILE")
      ->excludes(id);
}

std::vector<std::string> flags_of(const CLI::App& command) {
  std::vector<std::string> flags;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames()) flags.push_back("--" + name);
  return flags;
}

// A flag nobody knows, or one word too many.
Problem unexpected(const CLI::App& command, const std::string& word) {
  const std::string known = fmt::format("assay {} --help lists what it takes.", command.get_name());
  if (!word.starts_with('-')) return wrong_use(word, "is one argument too many", known);
  const std::string flag = word.substr(0, word.find('='));
  const auto near = nearest_word(flag, flags_of(command));
  return wrong_use(flag, "unknown flag", near ? fmt::format("Did you mean {}?", *near) : known);
}

std::optional<Problem> take_env(const std::vector<std::string>& pairs, AuditOptions& options) {
  for (const std::string& pair : pairs) {
    const auto equals = pair.find('=');
    if (equals == 0 || equals == std::string::npos)
      return wrong_use("--env " + pair, "is not of the form NAME=VALUE");
    options.env.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
  }
  return std::nullopt;
}

std::optional<Problem> check_audit(const AuditOptions& options) {
  const bool starts = options.prepare || !options.start.empty() || options.port != 0 || !options.env.empty();
  if (!options.url.empty() && (!options.start_app || starts))
    return wrong_use("--url",
                     "excludes the flags that start an app (--prepare, --start, --port, --env, --no-start)");
  if (!options.start_app && starts)
    return wrong_use("--no-start", "excludes --prepare, --start, --port and --env");
  if (options.own_target && options.url.empty()) return wrong_use("--i-own-this-target", "goes with --url");
  if (options.url.empty()) return std::nullopt;
  const Result<HttpTarget> target = target_of_url(options.url, options.own_target);
  if (!target) return target.problem();
  return std::nullopt;
}

Result<Command> command_of(const CLI::App& app, Raw raw) {
  const CLI::App* chosen = app.get_subcommands().front();
  if (!chosen->remaining().empty()) return unexpected(*chosen, chosen->remaining().front());
  const std::string name = chosen->get_name();
  if (name == "scan") return Command(raw.scan);
  if (name == "report") return Command(raw.report);
  if (name == "explain") return Command(raw.explain);
  raw.audit.start_app = !raw.no_start;
  if (auto problem = take_env(raw.env, raw.audit)) return *problem;
  if (auto problem = check_audit(raw.audit)) return *problem;
  return Command(raw.audit);
}

// The library's own message, made one sentence.
Problem parse_problem(const CLI::ParseError& error) {
  return wrong_use("", std::string(trim(split(error.what(), '\n').front())),
                   "assay --help lists the commands.");
}

Problem no_command(const std::vector<std::string>& words) {
  static const std::vector<std::string> commands{"scan", "audit", "report", "explain"};
  if (words.empty())
    return wrong_use("", "no command given", "assay audit DIR, assay scan DIR; assay --help lists the rest.");
  const auto near = nearest_word(words.front(), commands);
  const bool flag = words.front().starts_with('-');
  return wrong_use(
      words.front(), flag ? "unknown flag" : "unknown command",
      near && !flag ? fmt::format("Did you mean assay {}?", *near) : "assay --help lists the commands.");
}

void set_up(CLI::App& app, Raw& raw) {
  app.name("assay");
  app.set_version_flag("--version", fmt::format("assay {}", version()));
  app.allow_extras();
  app.require_subcommand(0, 1);
  app.get_formatter()->column_width(28);
  add_scan(app, raw);
  add_audit(app, raw);
  add_report(app, raw);
  add_explain(app, raw);
  for (CLI::App* command : app.get_subcommands({})) command->allow_extras();
}

}  // namespace

Result<Command> read_arguments(int argc, const char* const* argv) {
  CLI::App app(kAbout);
  Raw raw;
  set_up(app, raw);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    return Command(PrintAndStop{chosen.empty() ? app.help() : chosen.front()->help()});
  } catch (const CLI::CallForVersion& version_text) {
    return Command(PrintAndStop{std::string(version_text.what()) + "\n"});
  } catch (const CLI::ParseError& error) {
    return parse_problem(error);
  }
  if (app.get_subcommands().empty()) return no_command(app.remaining());
  return command_of(app, std::move(raw));
}

}  // namespace assay
