#include <algorithm>

#include "common/rules/read_files.h"

namespace assay {

static void read_into(Reader& r, const Node& node, Language& out) {
  static const std::map<std::string, Language> words{{"python", Language::python},
                                                     {"javascript", Language::javascript},
                                                     {"typescript", Language::typescript},
                                                     {"tsx", Language::tsx}};
  read_word(r, node, "language", words, out);
}

const std::vector<std::string> kDocumentKinds{"openapi", "swagger", "redoc", "graphql"};

static void read_into(Reader& r, const Node& node, DocumentRule& out) {
  static const Shape<DocumentRule> shape =
      Shape<DocumentRule>()
          .needs("kind",
                 [](Reader& reader, const Node& n, DocumentRule& rule) {
                   rule.kind = reader.text(n);
                   reader.check_word(n, "kind of document", rule.kind, kDocumentKinds);
                 })
          .takes("keyword", &DocumentRule::keyword)
          .needs("path", &DocumentRule::default_path)
          .takes("needs", &DocumentRule::needs);
  shape.read(r, node, out);
}

// The readers that model/frameworks/readers.cc registers.
const std::vector<std::string> kRouteReaders{"blueprints", "calls",          "controllers", "decorators",
                                             "django",     "files",          "ninja",       "operations",
                                             "plugins",    "route-handlers", "route-lists"};

// What a name can do for a reader.
const std::vector<std::string> kNameJobs{
    "dependency", "json-body", "form-body", "file-body",
    // routes that calls declare, plug-ins
    "not-a-guard", "not-a-handler", "upload", "path-scope", "mounted-by", "set-prefix", "on-method",
    "described-route", "describes", "combines", "mounts", "chain", "hook", "shared-scope",
    "folder-of-plugins", "guard-plugin", "route-plugin", "loads", "adding-middleware", "middleware-decorator",
    "route-object", "add-hook", "json-parser", "strategy-use", "by-strategy", "form-strategy",
    "strategy-field", "form-parser",
    // what guards and what does not
    "guard-base", "permissions", "permissions-decorator", "permissions-method", "permissions-base",
    "permissions-view", "permissions-default",
    // modules of URL patterns
    "settings-module", "root-patterns", "patterns", "path", "regex-path", "include-patterns", "same-patterns",
    "language-patterns", "same-text", "entry-call", "refusal", "response",
    // views
    "make-view", "not-counted", "class-gives", "method-decorator", "methods-decorator", "methods-attribute",
    "wrapped-decorator", "dispatch", "schema", "form-schema",
    // sets of views
    "register", "registry", "nested-router", "lookup", "list-actions", "item-actions", "action",
    "item-action", "list-action", "action-mapping",
    // controllers and their modules
    "controller", "handles", "module", "forward-ref", "router-module", "conditional-module", "use-guards",
    "guard-token", "guard-method", "read-metadata", "set-metadata", "compose", "global-prefix", "versioning",
    "version-in-path", "version", "no-version", "global-guards", "config-get", "config-namespace", "body",
    "takes-file", "interceptors",
    // files that are routes
    "route-folder", "route-file", "handler-folder", "guard-file", "settings-file", "base-path",
    "method-router",
    // APIs that are mounted whole
    "api", "operation", "guard-keyword", "form-parameter", "file-parameter", "no-body",
    // views under decorators and in classes, blueprints, resources; routes of an API document
    "abort", "adding-method", "app-hook", "body-decorator", "describing-decorator", "form-check",
    "form-class", "inner-app", "interface", "interface-start", "namespace", "namespace-maker",
    "namespace-mount", "resource-adder", "document-mount",
    // handlers with typed parameters, lists of routes and of handlers
    "body-parameter", "other-parameter", "password-form", "mounting-method", "adding-by-method",
    "adding-verb", "middleware-entry", "mount-entry", "route-entry", "verb-entry", "resource-maker",
    "body-argument", "handler-decorator", "handler-list"};

static void read_routes(Reader& r, const Node& node, FrameworkRule& out) {
  read_into(r, node, out.routes);
  for (const Node& reader : node.items())
    r.check_word(reader, "reader of routes", std::string(reader.text()), kRouteReaders);
}

static void read_names(Reader& r, const Node& node, FrameworkRule& out) {
  for (const auto& [job, names] : node.entries()) {
    r.check_word(job, "job of a name", std::string(job.text()), kNameJobs);
    read_into(r, names, out.names[std::string(job.text())]);
  }
}

static void read_path_style(Reader& r, const Node& node, FrameworkRule& out) {
  out.path_style = r.text(node);
  r.check_word(node, "path style", out.path_style, {"braces", "colon", "angle", "regex", "brackets"});
}

static void read_path_join(Reader& r, const Node& node, FrameworkRule& out) {
  out.path_join = r.text(node);
  r.check_word(node, "way to join paths", out.path_join, {"text", "segments"});
}

// A document that is needed must be one the framework serves.
static void check_needs(Reader& r, const Node& documents, const FrameworkRule& framework) {
  std::vector<std::string> kinds;
  for (const DocumentRule& document : framework.documents) kinds.push_back(document.kind);
  for (const Node& document : documents.items())
    for (const auto& [key, value] : document.entries())
      if (key.text() == "needs") r.check_word(value, "document", std::string(value.text()), kinds);
}

static void read_documents(Reader& r, const Node& node, FrameworkRule& out) {
  read_into(r, node, out.documents);
  check_needs(r, node, out);
}

static void read_stands_on(Reader& r, const Node& node, FrameworkRule& out) {
  read_into(r, node, out.stands_on);
  for (const Node& id : node.items())
    r.check_word(id, "framework", std::string(id.text()), r.words().frameworks);
}

FrameworkRule read_framework(Reader& r, const Node& root) {
  static const Shape<FrameworkRule> shape =
      Shape<FrameworkRule>()
          .needs("id", &FrameworkRule::id)
          .needs("title", &FrameworkRule::title)
          .needs("distribution", &FrameworkRule::distribution)
          .needs("languages", &FrameworkRule::languages)
          .takes("constructors", &FrameworkRule::constructors)
          .takes("routers", &FrameworkRule::routers)
          .takes("methods", &FrameworkRule::methods)
          .takes("routes", read_routes)
          .takes("names", read_names)
          .takes("path_style", read_path_style)
          .takes("path_join", read_path_join)
          .takes("guards_in_order", &FrameworkRule::guards_in_order)
          .takes("guards_pass_on", &FrameworkRule::guards_pass_on)
          .takes("guards_whole_path", &FrameworkRule::guards_whole_path)
          .takes("include", &FrameworkRule::include)
          .takes("file_types", &FrameworkRule::file_types)
          .takes("stands_on", read_stands_on)
          .takes("files", &FrameworkRule::files)
          .takes("documents", read_documents)
          .takes("generates_documents", &FrameworkRule::generates_documents)
          .takes("unsure_with", &FrameworkRule::unsure_with)
          .takes("build", &FrameworkRule::build)
          .takes("start", &FrameworkRule::start)
          .takes("ready_path", &FrameworkRule::ready_path)
          .needs("source", &FrameworkRule::source);
  FrameworkRule framework;
  framework.ready_path = "/";
  shape.read(r, root, framework);
  return framework;
}

}  // namespace assay
