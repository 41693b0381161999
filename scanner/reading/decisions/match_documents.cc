// Evidence on API documents: those the framework serves by itself, with what its constructor was given, and
// those that a call of the app puts up.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reading/decisions/decide.h"
#include "reading/model/knowledge.h"

namespace assay {
namespace {

using model::Meaning;
using model::MeaningRef;
using model::Origin;

// Where a document stands: at a path, nowhere, or depending on something.
struct Document {
  enum class State { served, off, conditional, not_known } state = State::not_known;
  std::string path;
  Location at;
  std::string why;
};

// FastAPI(**options): the keyword inside the mapping that is spread.
MeaningRef spread_keyword(const Subject& subject, const Origin& call, const std::string& keyword,
                          bool& spread) {
  const facts::FileFacts& facts = subject.program.files()[call.file];
  const facts::Expr& expr = facts.exprs[call.expr];
  for (std::uint32_t n = 1; n < expr.operand_count; ++n) {
    const model::Index given = facts.operand(call.expr, n);
    if (given == facts::kNone || facts.exprs[given].kind != facts::ExprKind::operation ||
        facts.text_of(given) != "spread")
      continue;
    spread = true;
    const MeaningRef mapping =
        subject.program.meaning_of({call.file, facts.operand(given, 0), call.definition, call.frame});
    if (mapping->is(Meaning::Kind::dict)) {
      if (MeaningRef item = item_of(*mapping, keyword)) return item;
      if (!mapping->open) {
        spread = false;
        continue;
      }
    }
    return model::unknown_meaning();
  }
  return nullptr;
}

void settle(Document& document, const MeaningRef& meaning) {
  using Kind = Meaning::Kind;
  if (meaning->is_constant(facts::Literal::null) || (meaning->is_text() && meaning->text.empty())) {
    document.state = Document::State::off;
  } else if (meaning->is_text()) {
    document.state = Document::State::served;
    document.path = meaning->text;
  } else if (meaning->is(Kind::text)) {
    // f"{settings.API_V1_STR}/openapi.json": served, at a path that is read as far as its pieces are known.
    document.state = Document::State::served;
    for (const auto& [_, piece] : meaning->items) {
      const MeaningRef known = piece->is(Kind::environment) && piece->fallback ? piece->fallback : piece;
      if (!known->is_text()) {
        document.path.clear();
        break;
      }
      document.path += known->text;
    }
  } else if (meaning->is(Kind::environment) && meaning->fallback) {
    settle(document, meaning->fallback);
  } else if (meaning->is(Kind::either)) {
    bool off = false, served = false, not_known = false;
    for (const auto& [_, item] : meaning->items) {
      Document one;
      settle(one, item);
      off = off || one.state == Document::State::off;
      served = served || one.state == Document::State::served;
      not_known = not_known || one.state == Document::State::not_known;
      if (one.state == Document::State::served) document.path = one.path;
    }
    if (off && served)
      document.state = Document::State::conditional;
    else if (!not_known)
      document.state = served ? Document::State::served : Document::State::off;
  }
  if (document.state == Document::State::not_known)
    document.why = "its path is set to something that can't be told";
}

std::map<std::string, Document> framework_documents(const Subject& subject, const model::FoundApp& app) {
  std::map<std::string, Document> documents;
  for (const DocumentRule& rule : app.framework->documents) {
    Document document;
    document.at = subject.program.location(app.constructor);
    bool spread = false;
    const Origin given = subject.program.evaluator().argument(app.constructor, std::nullopt, rule.keyword);
    MeaningRef meaning = given.known() ? subject.program.meaning_of(given)
                                       : spread_keyword(subject, app.constructor, rule.keyword, spread);
    if (meaning) {
      if (given.known()) document.at = subject.program.location(given);
      settle(document, meaning);
    } else {
      document.state = Document::State::served;
      document.path = rule.default_path;
    }
    documents[rule.kind] = document;
  }
  for (const DocumentRule& rule : app.framework->documents) {
    const auto needed = documents.find(rule.needs);
    if (needed == documents.end()) continue;
    Document& document = documents[rule.kind];
    if (needed->second.state == Document::State::off && document.state != Document::State::off)
      document = needed->second;
  }
  return documents;
}

// A call that serves documents is believed without more only where the app is made, and under no condition: a
// router that is mounted under `if development` looks the same from inside.
bool stands_beside_app(const Subject& subject, const model::FoundApp& app, const model::CallSite& site) {
  if (!app.constructor.known() || site.origin.file != app.constructor.file) return false;
  const facts::FileFacts& facts = subject.program.files()[site.origin.file];
  for (const facts::Call& call : facts.calls)
    if (call.expr == site.origin.expr) return call.place.condition == facts::kNone;
  return false;
}

// A call that names its documents by kind puts up each; another the one it is known for.
void put_up(const model::CallKnowledge& known, const Document& document,
            std::map<std::string, Document>& documents) {
  const auto put = [&](const std::string& kind, const std::string& path) {
    const auto before = documents.find(kind);
    if (before != documents.end() && before->second.state == Document::State::served) return;
    documents[kind] = document;
    documents[kind].path = path;
  };
  bool named = false;
  for (const char* kind : {"openapi", "swagger", "redoc", "graphql"}) {
    const auto found = known.parameters.find(kind);
    if (found == known.parameters.end()) continue;
    named = true;
    put(kind, to_string(found->second.value));
  }
  if (named) return;
  const auto path = known.parameters.find("path");
  put(known.choice.empty() ? "openapi" : known.choice,
      path == known.parameters.end() ? "" : to_string(path->second.value));
}

void add_served_by_calls(const Subject& subject, std::size_t app, std::map<std::string, Document>& documents,
                         Choice& choice) {
  const model::FoundApp& found = subject.apps[app];
  for (const model::CallSite& site : subject.program.call_sites()) {
    if (site.test || site.rule == nullptr || site.rule->does != "serve-docs") continue;
    if (!model::owns(subject.apps, app, subject.program.files()[site.origin.file].file)) continue;
    const model::CallKnowledge known = model::know_call(subject.program, site);
    Document document;
    document.at = subject.program.location(site.origin);
    // A framework that serves documents itself, and a page of the app's own that puts one back: it is up.
    const bool certain = found.framework != nullptr &&
                         (found.framework->generates_documents || stands_beside_app(subject, found, site));
    document.state = certain ? Document::State::served : Document::State::not_known;
    document.why = "documents are set up here, but whether in production too can't be told";
    choice.provenance = known.provenance;
    choice.library = known.library;
    put_up(known, document, documents);
  }
}

void add_parameters(const std::map<std::string, Document>& documents, Choice& choice) {
  for (const auto& [kind, document] : documents) {
    choice.evidence.push_back(
        {document.at, fmt::format("{}{}", kind,
                                  document.state == Document::State::off ? " is switched off"
                                  : document.path.empty()                ? ""
                                                                         : " at " + document.path)});
    if (document.state == Document::State::off)
      choice.parameters[kind] = {false, to_string(document.at)};
    else if (document.state == Document::State::served && !document.path.empty())
      choice.parameters[kind] = {document.path, to_string(document.at)};
  }
}

// A dependency of the app's that does the job of making documents.
std::string declared_maker(const Subject& subject, const App& app, std::string_view job) {
  for (const LibraryRule& library : subject.program.rules().libraries) {
    const bool makes = std::find(library.jobs.begin(), library.jobs.end(), job) != library.jobs.end();
    if (makes &&
        subject.program.modules().is_declared(library.distribution, app.root == "." ? "x" : app.root + "/x"))
      return library.distribution;
  }
  return "";
}

}  // namespace

std::vector<Match> match_documents(const Subject& subject, std::size_t app, const std::string& job) {
  const model::FoundApp& found = subject.apps[app];
  Match match;
  if (found.framework == nullptr) {
    match.why = "no framework was recognised, so what it serves can't be told";
    return {match};
  }
  match.choice.provenance = Provenance::framework;
  match.choice.library = found.framework->distribution.substr(found.framework->distribution.find(':') + 1);
  std::map<std::string, Document> documents;
  if (found.framework->generates_documents && found.constructor.known()) {
    for (const std::string& keyword : found.framework->unsure_with)
      if (subject.program.evaluator().argument(found.constructor, std::nullopt, keyword).known())
        match.why = fmt::format("{} is given to the app, and it may change what is served", keyword);
    documents = framework_documents(subject, found);
  }
  add_served_by_calls(subject, app, documents, match.choice);
  if (documents.empty()) {
    const std::string maker = declared_maker(subject, found.app, job);
    if (maker.empty()) return {};
    match.why =
        fmt::format("{} is among the dependencies, and where it serves documents can't be told", maker);
    return {match};
  }
  std::size_t served = 0, off = 0, conditional = 0;
  for (const auto& [_, document] : documents) {
    served += document.state == Document::State::served;
    off += document.state == Document::State::off;
    conditional += document.state == Document::State::conditional;
    if (document.state == Document::State::not_known) match.why = document.why;
  }
  add_parameters(documents, match.choice);
  match.symbol = symbol_of(subject.program, found.constructor.known() ? found.constructor : Origin{});
  if (!match.why.empty()) return {match};  // choice stays empty: unclear
  if (conditional > 0)
    match.choice.choice = "conditional";
  else if (off == documents.size())
    match.choice.choice = "disabled";
  else
    match.choice.choice = off > 0 ? "partly-disabled" : "default-exposed";
  if (served == 0 && off == documents.size()) match.choice.grade_reason = "none is served";
  return {match};
}

}  // namespace assay
