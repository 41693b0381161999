#include "trying/probes/registry.h"

namespace assay {

const std::map<std::string, ProbeRunner>& probe_runners() {
  static const std::map<std::string, ProbeRunner> runners{
      {"register", run_register},
      {"login", run_login},
      {"create-and-list", run_create_and_list},
      {"upload", run_upload},
      {"download", run_download},
      {"without-token", run_without_token},
      {"bad-tokens", run_bad_tokens},
      {"forged-tokens", run_forged_tokens},
      {"unsigned-tokens", run_unsigned_tokens},
      {"wrong-logins", run_wrong_logins},
      {"weak-passwords", run_weak_passwords},
      {"enumeration", run_enumeration},
      {"password-storage", run_password_storage},
      {"cors", run_cors},
      {"response-headers", run_response_headers},
      {"documents", run_documents},
      {"validation-errors", run_validation_errors},
  };
  return runners;
}

}  // namespace assay
