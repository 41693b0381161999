#include "reading/model/frameworks/readers.h"

#include <algorithm>
#include <array>

namespace assay::model {
namespace {

struct Named {
  const char* word;
  RouteReader read;
};

// The words are those of read_framework.cc.
constexpr std::array kReaders = std::to_array<Named>({
    {"blueprints", read_blueprints},
    {"calls", read_calls},
    {"controllers", read_controllers},
    {"decorators", read_decorators},
    {"django", read_django},
    {"files", read_files},
    {"ninja", read_ninja},
    {"operations", read_operations},
    {"plugins", read_plugins},
    {"route-handlers", read_route_handlers},
    {"route-lists", read_route_lists},
});

}  // namespace

bool is_route_reader(const std::string& word) {
  return std::any_of(kReaders.begin(), kReaders.end(),
                     [&](const Named& reader) { return word == reader.word; });
}

std::vector<Route> read_routes(const RouteReading& reading) {
  RouteGraph graph(
      {reading.rule.path_join == "segments", reading.rule.guards_in_order, reading.rule.guards_pass_on});
  if (reading.app.constructor.known()) graph.add_root(router_of_call(reading.app.constructor));
  for (const std::string& word : reading.rule.routes)
    for (const Named& reader : kReaders)
      if (word == reader.word) reader.read(reading, graph);
  graph.climb();
  return graph.routes();
}

}  // namespace assay::model
