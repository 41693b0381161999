#include "reading/source/prefilter.h"

#include <hs.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "common/base/paths.h"
#include "common/rules/name_roles.h"

namespace assay {
namespace {

using As = TriggerWord::As;

constexpr std::size_t kMaxNameBytes = 200;    // a longer identifier names nothing
constexpr std::size_t kMaxImportBytes = 400;  // a longer line is not written by hand
constexpr std::array<std::string_view, 2> kPythonImports{"import", "from"};
constexpr std::array<std::string_view, 3> kJavascriptImports{"import", "from", "require"};
constexpr std::array<std::string_view, 7> kConstants{"None",      "True", "False", "null",
                                                     "undefined", "true", "false"};
// How far from its name a secret is compared: further than most functions are long.
constexpr std::size_t kNearBytes = 600;

bool is_word_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool is_quote(char c) {
  return c == '"' || c == '\'' || c == '`';
}

// Where a word was met in a file.
struct Met {
  std::string_view bytes;
  std::size_t start, end;

  char before() const { return start == 0 ? '\n' : bytes[start - 1]; }
  char after() const { return end >= bytes.size() ? '\n' : bytes[end]; }
  bool is_identifier() const { return !is_word_character(before()) && !is_word_character(after()); }

  // What stands before it in its line, as far as an import may be long.
  std::string_view line_before() const {
    const std::size_t least = start > kMaxImportBytes ? start - kMaxImportBytes : 0;
    const std::string_view before_it = bytes.substr(least, start - least);
    const std::size_t newline = before_it.rfind('\n');
    return newline == std::string_view::npos ? before_it : before_it.substr(newline + 1);
  }

  bool is_imported(std::span<const std::string_view> words) const {
    const std::string_view line = line_before();
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return line.find(word) != std::string_view::npos; });
  }

  bool is_package() const {
    if (!is_quote(after()) && after() != '/') return false;
    if (is_quote(before())) return true;
    return start >= 6 && bytes.substr(start - 5, 5) == "node:" && is_quote(bytes[start - 6]);
  }

  // The identifier around, or the key: dashes belong to header names.
  std::string_view name() const {
    const auto part = [](char c) { return is_word_character(c) || c == '-'; };
    std::size_t first = start, last = end;
    while (first > 0 && start - first < kMaxNameBytes && part(bytes[first - 1])) --first;
    while (last < bytes.size() && last - end < kMaxNameBytes && part(bytes[last])) ++last;
    return bytes.substr(first, last - first);
  }

  // Whether two values are compared near by, neither of them written down there as a literal.
  bool is_near_comparison() const {
    const std::size_t first = start > kNearBytes ? start - kNearBytes : 0;
    const std::string_view around = bytes.substr(first, end - first + kNearBytes);
    for (std::size_t at = around.find('='); at != std::string_view::npos; at = around.find('=', at + 1)) {
      if (at == 0 || (around[at - 1] != '=' && around[at - 1] != '!')) continue;
      if (compares_values(around, at - 1, at + 1)) return true;
    }
    return false;
  }

 private:
  // An operator that starts at `from`; what ends at `to` may have one more =.
  static bool compares_values(std::string_view text, std::size_t from, std::size_t to) {
    const std::size_t left = text.find_last_not_of(" \t\r\n", from == 0 ? 0 : from - 1);
    if (left != std::string_view::npos && is_quote(text[left])) return false;
    const std::size_t right = text.find_first_not_of("= \t\r\n", to);
    if (right == std::string_view::npos) return true;  // cut off: it may be one
    const std::string_view rest = text.substr(right);
    if (is_quote(rest.front()) || std::isdigit(static_cast<unsigned char>(rest.front())) != 0 ||
        rest.front() == '-' || rest.front() == '[' || rest.front() == '{')
      return false;
    return std::none_of(kConstants.begin(), kConstants.end(), [&](std::string_view constant) {
      return rest.starts_with(constant) &&
             (rest.size() == constant.size() || !is_word_character(rest[constant.size()]));
    });
  }
};

bool has_listed_name(const std::string& path, const std::vector<std::string>& files) {
  const std::string name = name_of(path);
  const std::string_view stem = std::string_view(name).substr(0, name.rfind('.'));
  return std::any_of(files.begin(), files.end(), [&](const std::string& file) {
    if (!file.ends_with('/')) return stem == file;
    return path.starts_with(file) || path.find("/" + file) != std::string::npos;
  });
}

}  // namespace

struct Prefilter::Engine {
  struct Pattern {
    const TriggerWord* word;
    std::size_t trigger;
    std::uint32_t bit;
  };

  // What one pass needs for itself.
  struct Pass {
    hs_scratch_t* scratch = nullptr;
    std::vector<std::uint32_t> met;  // a trigger each: which of its words were seen
    const Engine* engine = nullptr;
    std::string_view bytes;
    bool python = false, triggered = false;
    std::optional<std::size_t> secret;  // where a secret's name was last met
  };

  Triggers triggers;
  const RuleBook* rules = nullptr;
  std::vector<Pattern> patterns;
  hs_database_t* database = nullptr;
  hs_scratch_t* prototype = nullptr;
  std::mutex mutex;
  std::vector<std::unique_ptr<Pass>> idle;

  Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  ~Engine() {
    for (const auto& pass : idle) hs_free_scratch(pass->scratch);
    hs_free_scratch(prototype);
    hs_free_database(database);
  }

  void list_patterns() {
    for (std::size_t t = 0; t < triggers.list.size(); ++t)
      for (std::uint32_t w = 0; w < triggers.list[t].words.size(); ++w)
        patterns.push_back({&triggers.list[t].words[w], t, 1u << w});
  }

  bool build() {
    std::vector<const char*> texts;
    std::vector<unsigned> flags, ids;
    std::vector<std::size_t> lengths;
    for (unsigned i = 0; i < patterns.size(); ++i) {
      const TriggerWord& word = *patterns[i].word;
      texts.push_back(word.text.c_str());
      lengths.push_back(word.text.size());
      flags.push_back(word.as == As::secret_name || word.as == As::quoted ? HS_FLAG_CASELESS : 0);
      ids.push_back(i);
    }
    hs_compile_error_t* error = nullptr;
    const auto compiled =
        hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), lengths.data(),
                             static_cast<unsigned>(texts.size()), HS_MODE_BLOCK, nullptr, &database, &error);
    hs_free_compile_error(error);
    return compiled == HS_SUCCESS && hs_alloc_scratch(database, &prototype) == HS_SUCCESS;
  }

  std::unique_ptr<Pass> take_pass() {
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        auto pass = std::move(idle.back());
        idle.pop_back();
        return pass;
      }
    }
    auto pass = std::make_unique<Pass>();
    if (hs_clone_scratch(prototype, &pass->scratch) != HS_SUCCESS) return nullptr;
    pass->engine = this;
    return pass;
  }

  void give_back(std::unique_ptr<Pass> pass) {
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(pass));
  }

  bool stands(Pass& pass, const TriggerWord& word, const Met& met) const {
    switch (word.as) {
      case As::text:
        return true;
      case As::identifier:
        return met.is_identifier();
      case As::python_import:
        return met.is_identifier() && met.is_imported(kPythonImports);
      case As::module_path:
        return met.is_identifier() && met.is_imported(kJavascriptImports);
      case As::quoted:
        return is_quote(met.before()) && is_quote(met.after());
      case As::package:
        return met.is_package() && met.is_imported(kJavascriptImports);
      case As::secret_name:
        return is_secret(word, met) && is_second(pass, met);
    }
    return true;
  }

  // Both sides must be named for a secret: one name alone, however often several words meet in it, is none.
  static bool is_second(Pass& pass, const Met& met) {
    const std::size_t name = static_cast<std::size_t>(met.name().data() - met.bytes.data());
    const bool near = pass.secret && *pass.secret != name && name - *pass.secret <= 2 * kNearBytes;
    pass.secret = name;
    return near;
  }

  bool is_secret(const TriggerWord& word, const Met& met) const {
    if (!met.is_near_comparison()) return false;
    const std::vector<std::string> words = words_of_name(met.name());
    return std::any_of(word.roles.begin(), word.roles.end(), [&](const std::string& role) {
      return words_suggest(rules->name_roles, words, role);
    });
  }

  // Returns whether the pass is over.
  bool meet(Pass& pass, unsigned id, std::size_t end) const {
    const Pattern& pattern = patterns[id];
    const Trigger& trigger = triggers.list[pattern.trigger];
    if (!(pass.python ? trigger.python : trigger.javascript)) return false;
    std::uint32_t& met = pass.met[pattern.trigger];
    if ((met & pattern.bit) != 0) return false;
    if (!stands(pass, *pattern.word, {pass.bytes, end - pattern.word->text.size(), end})) return false;
    met |= pattern.bit;
    pass.triggered = met + 1 == 1u << trigger.words.size();
    return pass.triggered;
  }

  bool scan(Pass& pass, Language language, std::string_view bytes) const {
    pass.met.assign(triggers.list.size(), 0);
    pass.bytes = bytes;
    pass.python = language == Language::python;
    pass.triggered = false;
    pass.secret.reset();
    const auto on_match = [](unsigned id, unsigned long long, unsigned long long end, unsigned, void* given) {
      auto& at = *static_cast<Pass*>(given);
      return at.engine->meet(at, id, static_cast<std::size_t>(end)) ? 1 : 0;
    };
    const auto ended = hs_scan(database, bytes.data(), static_cast<unsigned>(bytes.size()), 0, pass.scratch,
                               on_match, &pass);
    // What could not be looked through is read.
    return pass.triggered || (ended != HS_SUCCESS && ended != HS_SCAN_TERMINATED);
  }
};

Prefilter::Prefilter(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
Prefilter::Prefilter(Prefilter&&) noexcept = default;
Prefilter& Prefilter::operator=(Prefilter&&) noexcept = default;
Prefilter::~Prefilter() = default;

Result<Prefilter> Prefilter::compile(const RuleBook& rules) {
  return compile(triggers_of(rules), rules);
}

Result<Prefilter> Prefilter::compile(Triggers triggers, const RuleBook& rules) {
  auto engine = std::make_unique<Engine>();
  engine->triggers = std::move(triggers);
  engine->rules = &rules;
  engine->list_patterns();
  if (!engine->patterns.empty() && !engine->build())
    return Problem{ProblemKind::internal, "", "the words that files are searched for could not be compiled",
                   ""};
  return Prefilter(std::move(engine));
}

bool Prefilter::is_triggered(const std::string& path, Language language, std::string_view bytes) const {
  if (has_listed_name(path, engine_->triggers.files)) return true;
  if (engine_->patterns.empty() || bytes.empty()) return false;
  auto pass = engine_->take_pass();
  if (!pass) return true;
  const bool triggered = engine_->scan(*pass, language, bytes);
  engine_->give_back(std::move(pass));
  return triggered;
}

}  // namespace assay
