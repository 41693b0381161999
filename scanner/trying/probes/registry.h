// probes/registry.h - the runners by the name a rule's `kind` gives them.
// Adding a probe: a rule file, and a runner here only where no runner fits.
#pragma once

#include <map>
#include <string>

#include "trying/probes/context.h"

namespace assay {

using ProbeRunner = void (*)(ProbeContext&, Judge&);

const std::map<std::string, ProbeRunner>& probe_runners();

// functional.cc
void run_register(ProbeContext&, Judge&);
void run_login(ProbeContext&, Judge&);
void run_create_and_list(ProbeContext&, Judge&);
void run_upload(ProbeContext&, Judge&);
void run_download(ProbeContext&, Judge&);
// token_probes.cc
void run_without_token(ProbeContext&, Judge&);
void run_bad_tokens(ProbeContext&, Judge&);
void run_forged_tokens(ProbeContext&, Judge&);
void run_unsigned_tokens(ProbeContext&, Judge&);
// login_probes.cc
void run_wrong_logins(ProbeContext&, Judge&);
void run_weak_passwords(ProbeContext&, Judge&);
void run_enumeration(ProbeContext&, Judge&);
// password_storage.cc
void run_password_storage(ProbeContext&, Judge&);
// cors_probes.cc
void run_cors(ProbeContext&, Judge&);
// header_probes.cc
void run_response_headers(ProbeContext&, Judge&);
// document_probes.cc
void run_documents(ProbeContext&, Judge&);
// validation_probes.cc
void run_validation_errors(ProbeContext&, Judge&);

}  // namespace assay
