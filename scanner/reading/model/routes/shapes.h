// model/routes/shapes.h - what an expression says of a request's data: a schema, a type, a class of the
// repository.
//
// In: expressions. Out: shapes, trees of fields, by the words that the libraries' rules give (`schema`).
// Nothing is known here of any library; what neither the rules nor the language explain gives a shape that is
// not known.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/vocabulary/app.h"
#include "reading/model/program.h"

namespace assay::model {

struct Shape {
  Field field;          // its name is "" unless something renames it
  bool known = false;   // something was told of it
  bool object = false;  // `inside` are its fields
  bool no_field = false;
  bool form = false;
  bool reads_request = false;
  std::vector<Shape> inside;
  std::string naming;  // how a class's fields are renamed: "camel", "pascal"; empty: as they stand
  const SchemaRule* rule = nullptr;  // whose words its methods and keywords are

  Shape* find(const std::string& name);
  // By name; one that was there is replaced.
  void put(std::string name, Shape shape);
};

class ShapeReader {
 public:
  explicit ShapeReader(const Program& program) : program_(program) {}

  // A schema as a value: z.object({...}), a name that stands for one, a JSON schema.
  Shape of_value(const Origin& value);
  Shape of_meaning(const MeaningRef& meaning, const Origin& at);
  // A type as an annotation: str | None, Annotated[str, ...], list[User].
  Shape of_annotation(const Origin& type);
  // A field that a class declares.
  Shape of_field(const Origin& annotation, const Origin& value);
  Shape of_class(FileIndex file, Index definition);

 private:
  struct Named {
    const SchemaWord* word = nullptr;
    const SchemaRule* rule = nullptr;
  };
  static Named named(const Meaning& meaning);
  Named named_callee(const Origin& call);

  // shapes.cc
  Shape of_call(const Origin& call);
  Shape of_attribute(const Origin& attribute);
  Shape of_result(const Origin& call);

  // shape_words.cc: what a word says, onto a shape
  Shape started(const Named& named);
  void apply(const SchemaWord& word, const SchemaRule& rule, const Origin& call, Shape& shape);
  void apply_places(const SchemaWord& word, const Origin& call, Shape& shape);
  void apply_inside(const SchemaWord& word, const Origin& call, Shape& shape);
  void apply_keywords(const SchemaRule& rule, const Origin& call, Shape& shape);
  void apply_options(const SchemaRule& rule, const Origin& options, Shape& shape);
  void apply_keyword(const std::string& says, const Origin& value, Shape& shape);
  void apply_location(const std::vector<std::string>& places, Shape& shape);
  void add_by_calls(const std::string& method, const Origin& made, Shape& shape);
  void apply_said(const Origin& said, Shape& shape);
  void add_fields(const Origin& given, Shape& shape);
  bool is_of_each(const SchemaRule& rule, const Origin& call);
  Origin place(const Origin& call, const SchemaPlace& place);
  std::optional<double> number(const Origin& value);
  std::optional<bool> truth(const Origin& value);
  std::vector<std::string> names(const Origin& value);

  // shape_types.cc
  Shape of_type_name(const Origin& type);
  Shape of_generic(const Origin& type);
  Shape of_alternatives(const Origin& type);
  Shape of_inline_object(const Origin& type);
  Shape of_forward(const Origin& type);

  // shape_classes.cc
  void add_base(const Origin& base, Shape& shape);
  void add_declared(FileIndex file, Index definition, Shape& shape);
  void add_decorators(const facts::FileFacts& facts, const facts::Assignment& field, const Origin& at,
                      Shape& shape);

  // class_settings.cc: the class of settings inside a schema's class, and what renames its fields
  void apply_settings(FileIndex file, Index definition, Shape& shape);
  void list_fields(const SchemaSettings& settings, const Origin& inside, Shape& shape);
  std::string renaming(FileIndex file, Index definition, const SchemaRule& rule);
  std::string style_of(const Origin& value);
  Origin setting(FileIndex file, Index definition, const std::string& name);

  // json_schemas.cc
  Shape of_json_schema(const Origin& dict);

  const facts::FileFacts& facts(const Origin& origin) const { return program_.files()[origin.file]; }
  static Origin at(const Origin& origin, Index expr) {
    return {origin.file, expr, origin.definition, origin.frame};
  }

  class Step;  // guards depth and the number of steps

  const Program& program_;
  std::set<std::pair<FileIndex, Index>> classes_under_way_;
  int depth_ = 0;
  int steps_ = 0;
};

}  // namespace assay::model
