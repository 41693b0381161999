// rules/schema_rule.h - what a library's names say of a request's fields: its types, its validators, the
// methods of its builder chains. rules/libraries/*/*.yaml say it under `schema`; model/routes/shapes.h
// applies it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace assay {

// Where a call says something: by place, by keyword, and there perhaps under a key of an options object.
struct SchemaPlace {
  std::optional<int> position;
  std::string keyword;
  std::string key;
};

// What one name says, or one method of a chain, or one decorator.
struct SchemaWord {
  std::string type;  // a word of Field::type; empty: it says nothing of the type
  std::optional<bool> required;
  std::optional<bool> all_required;  // of every field inside
  bool no_field = false;             // what is declared so is none of the body's
  bool form = false;                 // a body described so is a form
  bool reads_request = false;        // making it, or calling it, takes the request's body by itself
  bool every = false;                // every argument is a schema whose fields are added
  std::string added_by;              // a method that adds a field each time it is called on what was made
  std::optional<SchemaPlace> min, max, above, below;
  std::optional<double> min_is;                  // by its name alone: nonempty
  std::optional<SchemaPlace> name;               // what the field is called
  std::optional<SchemaPlace> of;                 // the schema it stands around
  std::optional<SchemaPlace> fields;             // the fields inside, as a dict
  std::optional<SchemaPlace> keeps, leaves_out;  // names of fields: a list, or a dict's keys
  std::optional<SchemaPlace> says;               // validators that say more, a list or one
  std::optional<SchemaPlace> options;            // a dict with `keywords` of the library
  std::optional<SchemaPlace> default_value;      // given: the field need not be there
  // Of a library's class: the fields it has by itself, "nick?" need not be there.
  std::vector<std::pair<std::string, std::string>> has;  // name, type
};

// What the nested class of settings that a schema's class may have is called, and what stands in it.
struct SchemaSettings {
  std::string name;        // "Meta"
  std::string model;       // the class whose fields it lists
  std::string fields;      // names of fields
  std::string leaves_out;  // names left out
  std::string read_only;
  std::string options;  // a dict by field of keywords
};

struct SchemaRule {
  std::string like;                // another distribution whose words hold here too
  std::vector<std::string> roots;  // what `names` stand below: "zod.z"
  bool required = true;            // a field has to be there unless something says otherwise
  std::map<std::string, SchemaWord> names, methods;
  std::map<std::string, std::string> keywords;  // keyword of any of the names -> what it says, a closed set
  std::vector<std::string> renames;  // a class's keyword or setting that renames its fields: alias_generator
  std::optional<SchemaSettings> settings;

  bool empty() const { return names.empty() && methods.empty() && keywords.empty(); }
};

}  // namespace assay
