#include "trying/launch/sandbox_spec.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "common/base/text.h"
#include "trying/launch/secrets.h"

namespace assay {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(AppLimits, memory_bytes, data_bytes, disk_bytes, disk_files, file_bytes,
                                   processes, descriptors, cpu_seconds)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(CgroupPlaces, unified, memory_parent, pids_parent)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Walls, rung, namespaces, user_namespace, no_nested_userns, drops_uid, uid,
                                   gid, landlock, seccomp, bubblewrap, cgroups)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SandboxBind, host, inside, writable)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SandboxFile, path, bytes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SandboxSpec, walls, limits, run_folder, source, overlay, working_folder,
                                   binds, files, environment, command, host_network, port, scratch, export_to)

namespace {

// Paths and variables need not be UTF-8, but JSON must be: bytes travel as Latin-1.
std::string widened(const std::string& bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
    } else {
      out += static_cast<char>(0xC0 | (byte >> 6));
      out += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return out;
}

std::string narrowed(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80 || i + 1 == text.size()) {
      out += text[i];
    } else {
      out += static_cast<char>(((byte & 0x03) << 6) | (static_cast<unsigned char>(text[++i]) & 0x3F));
    }
  }
  return out;
}

template <class Change>
SandboxSpec with_each_text(SandboxSpec spec, Change change) {
  for (std::string* text : {&spec.run_folder, &spec.source, &spec.overlay, &spec.working_folder,
                            &spec.command, &spec.export_to, &spec.walls.bubblewrap}) {
    *text = change(*text);
  }
  for (auto& folder : spec.scratch) folder = change(folder);
  for (auto& bind : spec.binds) bind = {change(bind.host), change(bind.inside), bind.writable};
  for (auto& file : spec.files) file = {change(file.path), change(file.bytes)};
  for (auto& [name, value] : spec.environment) {
    name = change(name);
    value = change(value);
  }
  return spec;
}

bool everyone_may_pass(const std::filesystem::path& folder) {
  for (auto at = folder;; at = at.parent_path()) {
    struct stat info {};
    if (::stat(at.c_str(), &info) != 0 || !S_ISDIR(info.st_mode) || (info.st_mode & S_IXOTH) == 0)
      return false;
    if (at == at.root_path()) return true;
  }
}

std::filesystem::path temporary_folder() {
  const char* asked = std::getenv("TMPDIR");
  if (asked != nullptr && asked[0] == '/' && everyone_may_pass(asked) && ::access(asked, W_OK) == 0)
    return asked;
  return "/tmp";
}

}  // namespace

std::string path_inside(const SandboxSpec& spec, const std::string& relative) {
  const std::string root = spec.walls.namespaces ? kWorkInside : spec.run_folder;
  return relative.empty() ? root : root + "/" + relative;
}

std::string new_run_folder(const Walls&) {
  return (temporary_folder() / ("assay-" + std::to_string(::getpid()) + "-" + random_hex(8))).string();
}

std::string to_json(const SandboxSpec& spec) {
  const nlohmann::json value = with_each_text(spec, widened);
  return value.dump();
}

Result<SandboxSpec> spec_from_json(const std::string& text) {
  try {
    return with_each_text(nlohmann::json::parse(text).get<SandboxSpec>(), narrowed);
  } catch (const nlohmann::json::exception& error) {
    return Problem{ProblemKind::internal, "", std::string("the sandbox's plan is broken: ") + error.what(),
                   ""};
  }
}

}  // namespace assay
