// model/effects.h - what each function of the repository does, itself and through the others it calls: make a
// MAC, encode base64url, join with dots. The words are those of rules/effects.yaml.
#pragma once

#include <bitset>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reading/model/program.h"

namespace assay::model {

struct FunctionId {
  FileIndex file = 0;
  Index definition = 0;
  auto operator<=>(const FunctionId&) const = default;
};

class Effects {
 public:
  explicit Effects(const Program& program);

  // Functions outside test code that reach all of `effects` while none they call does: the innermost ones.
  std::vector<FunctionId> innermost(const std::vector<std::string>& effects) const;

  bool reaches(FunctionId function, const std::string& effect) const;

  // Where an effect happens in a function's own code, or in that of the functions it calls; in source order.
  std::vector<Origin> places(FunctionId function, const std::string& effect) const;

  // Whether any function or module of the app that `owned` accepts does it.
  bool done_anywhere(const std::string& effect, const std::function<bool(FileIndex)>& owned) const;

  // A function with all those it calls, through others too.
  std::set<FunctionId> reachable_from(FunctionId function) const;

 private:
  using Bits = std::bitset<128>;
  struct Function {
    Bits own, reached;
    std::vector<FunctionId> callees;
    std::vector<std::pair<std::size_t, Origin>> places;  // effect, where
  };
  std::optional<std::size_t> bit(const std::string& effect) const;
  void note(FunctionId function, const std::string& effect, const Origin& where);
  void note_idioms(FileIndex file);
  void note_join(FileIndex file, Index expr, Index definition, const IdiomRule& idiom);
  void spread();

  const Program& program_;
  std::vector<std::string> words_;
  std::map<FunctionId, Function> functions_;
};

// The innermost definition whose range holds a byte of a file.
Index definition_at(const facts::FileFacts& facts, std::uint32_t byte);

// The same for every expression of a file at once, by one sweep.
std::vector<Index> definitions_of_exprs(const facts::FileFacts& facts);

}  // namespace assay::model
