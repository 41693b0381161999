// model/frameworks/file_guards.h - the file whose function stands before all routes that its patterns match.
#pragma once

#include <string>
#include <vector>

#include "reading/model/frameworks/readers.h"

namespace assay::model {

class FileGuards {
 public:
  explicit FileGuards(const RouteReading& reading) : reading_(reading) {}

  // Looks at one file; its name is relative to the app's folder.
  void note(FileIndex file, const std::string& name);

  // For a path as routes have it, "/jobs/{id}".
  std::vector<std::string> before(const std::string& path) const;

 private:
  struct Guard {
    std::string name;
    bool everywhere = false;
    bool unread = false;  // its patterns can't be told
    std::vector<std::string> patterns;
    std::vector<std::string> conditional;  // hold for some requests only, which is not told
  };
  void note_patterns(const Origin& matcher, Guard& guard) const;

  const RouteReading& reading_;
  std::vector<Guard> guards_;
};

}  // namespace assay::model
