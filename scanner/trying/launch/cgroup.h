// launch/cgroup.h - control groups: the only limit on what all of an app's
// processes use together. Knows versions 1 and 2; "none" is normal. Never
// touches a group that is not ours: ours is made beside the caller's own.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "common/base/budget.h"
#include "common/base/result.h"
#include "trying/launch/sandbox_spec.h"

namespace assay {

// From the text of /proc/self/mounts and /proc/self/cgroup. Looks at nothing else: whether the places can be
// written is found out by trying.
CgroupPlaces cgroup_places_in(const std::string& mounts, const std::string& memberships);

// The places of this process in which a group with limits could really be made.
CgroupPlaces usable_cgroups();

// The folders of the groups that a name stands for, memory first.
std::vector<std::string> cgroup_folders(const CgroupPlaces& places, const std::string& name);

Status make_cgroups(const CgroupPlaces& places, const std::string& name, const AppLimits& limits);
bool join_cgroups(const std::vector<std::string>& folders);  // the calling process

// Kills what is left in them and removes them; false where one would not go before the deadline.
bool remove_cgroups(const std::vector<std::string>& folders, Milliseconds deadline);

// How often the kernel killed a process of the group for want of memory.
std::uint64_t memory_kills(const CgroupPlaces& places, const std::string& name);

}  // namespace assay
