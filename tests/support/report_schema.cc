#include "support/report_schema.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace assay::test {

std::string schema_error(const std::string& report_json) {
  std::ifstream file(ASSAY_SOURCE_DIR "/docs/report.schema.json");
  const nlohmann::json schema_json = nlohmann::json::parse(file), report = nlohmann::json::parse(report_json);
  const valijson::adapters::NlohmannJsonAdapter schema_adapter(schema_json), report_adapter(report);
  valijson::Schema schema;
  valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(schema_adapter, schema);
  valijson::ValidationResults results;
  if (valijson::Validator().validate(schema, report_adapter, &results)) return "";
  valijson::ValidationResults::Error error;
  std::string all = "invalid:";
  while (results.popError(error)) all += "\n" + error.description;
  return all;
}

}  // namespace assay::test
