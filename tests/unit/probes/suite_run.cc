#include "suite_run.h"

#include <algorithm>
#include <filesystem>

#include "common/base/file.h"

namespace assay {
namespace {

struct Silent : ProgressListener {
  void on_test(const std::string&, const std::string&, std::size_t, std::size_t) override {}
};

Trial run_book(const ProbeBook& book, FakeApp& app, const App& routes, bool with_files,
               Milliseconds patience = Milliseconds{20'000}) {
  Trial trial;
  Silent silent;
  const SuiteInput input{routes, app, with_files ? &app : nullptr, book, {}, [](Milliseconds) {}, patience};
  run_suite(input, silent, trial);
  return trial;
}

}  // namespace

const ProbeBook& probe_book() {
  static const ProbeBook book = [] {
    std::vector<RuleText> files;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(ASSAY_SOURCE_DIR) + "/rules/probes"))
      files.push_back(
          {"rules/probes/" + entry.path().filename().string(), *read_file(entry.path(), 1u << 20)});
    return *read_probe_book(files);
  }();
  return book;
}

Trial run_all(FakeApp& app, const App& routes, bool with_files) {
  return run_book(probe_book(), app, routes, with_files);
}

TestResult run_one(const std::string& id, FakeApp& app, const App& routes, Milliseconds patience) {
  ProbeBook book = probe_book();
  std::erase_if(book.probes, [&](const ProbeRule& rule) { return rule.id != id; });
  return run_book(book, app, routes, true, patience).tests.at(0);
}

TestResult run_one(const std::string& id, std::set<std::string> faults) {
  FakeApp app(std::move(faults));
  return run_one(id, app);
}

}  // namespace assay
