#include "trying/launch/cgroup.h"

#include "support/catch.h"

namespace assay::testing {

TEST_CASE("version 1: the group is made beside our own, in each controller's place") {
  const auto places = cgroup_places_in(
      "tmpfs /sys/fs/cgroup tmpfs rw 0 0\n"
      "cgroup /sys/fs/cgroup/memory cgroup rw,relatime,memory 0 0\n"
      "cgroup /sys/fs/cgroup/pids cgroup rw,relatime,pids 0 0\n"
      "cgroup2 /sys/fs/cgroup/unified cgroup2 rw,relatime 0 0\n",
      "8:pids:/\n4:memory:/service/one\n0::/\n");
  CHECK_FALSE(places.unified);
  CHECK(places.memory_parent == "/sys/fs/cgroup/memory/service");
  CHECK(places.pids_parent == "/sys/fs/cgroup/pids");
  CHECK(cgroup_folders(places, "assay-1") ==
        std::vector<std::string>{"/sys/fs/cgroup/memory/service/assay-1", "/sys/fs/cgroup/pids/assay-1"});
}

TEST_CASE("version 2: one folder for both") {
  const auto places = cgroup_places_in("cgroup2 /sys/fs/cgroup cgroup2 rw,nsdelegate 0 0\n",
                                       "0::/user.slice/user-1000.slice/session-2.scope\n");
  CHECK(places.unified);
  CHECK(places.memory_parent == "/sys/fs/cgroup/user.slice/user-1000.slice");
  CHECK(cgroup_folders(places, "a") ==
        std::vector<std::string>{"/sys/fs/cgroup/user.slice/user-1000.slice/a"});
}

TEST_CASE("controllers that share a hierarchy, and none at all") {
  const auto shared = cgroup_places_in("cgroup /cg/mp cgroup rw,memory,pids 0 0\n", "3:memory,pids:/a/b\n");
  CHECK(shared.memory_parent == "/cg/mp/a");
  CHECK(shared.pids_parent == "/cg/mp/a");
  CHECK_FALSE(cgroup_places_in("proc /proc proc rw 0 0\n", "").any());
  CHECK(cgroup_folders({}, "a").empty());
}

}  // namespace assay::testing
