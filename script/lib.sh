# script/lib.sh - what the scripts share: messages, packages, the way to root.
# Sourced, never run. Sets ROOT. Messages go to stderr; stdout belongs to results.
# shellcheck shell=bash disable=SC2034  # what is set here is read by those who source it
set -euo pipefail

ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)

# Debian's names. "command:package" is satisfied by any provider of the command,
# so that a newer CMake or node from elsewhere is left alone.
BUILD_PACKAGES=(
  g++:build-essential make:build-essential cmake:cmake ninja:ninja-build pkg-config:pkg-config
  ccache:ccache git:git bwrap:bubblewrap python3:python3 node:nodejs npm:npm
  python3-venv ca-certificates libcurl4-openssl-dev libyaml-cpp-dev nlohmann-json3-dev
  libvalijson-dev libcli11-dev libfmt-dev libtomlplusplus-dev libseccomp-dev libssl-dev
  libsqlite3-dev libvectorscan-dev libmimalloc-dev libpcre2-dev
  catch2
)
LINT_PACKAGES=(clang-format:clang-format clang-tidy:clang-tidy shellcheck:shellcheck)

say() { printf 'assay: %s\n' "$*" >&2; }

# 3 is assay's own exit code for "could not do what was asked".
give_up() {
  say "$@"
  exit 3
}

# quietly COMMAND...: shows the command's output only if it fails.
quietly() {
  local log status=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if ((status != 0)); then cat "$log" >&2; fi
  rm -f "$log"
  return "$status"
}

# missing_packages NEED...: prints the packages that satisfy the unmet needs.
missing_packages() {
  local need packages=() installed
  for need in "$@"; do
    if [[ $need == *:* ]]; then
      command -v "${need%%:*}" >/dev/null || printf '%s\n' "${need#*:}"
    else
      packages+=("$need")
    fi
  done
  ((${#packages[@]})) || return 0
  # Elsewhere than on Debian nothing can be asked; CMake names what it lacks.
  command -v dpkg-query >/dev/null || return 0
  # dpkg-query fails when a name is unknown to it; what it prints still holds.
  installed=$(dpkg-query -W -f '${db:Status-Abbrev}|${Package}\n' "${packages[@]}" 2>/dev/null || true)
  for need in "${packages[@]}"; do
    grep -q "^.i.*|$need\$" <<<"$installed" || printf '%s\n' "$need"
  done
}

# need_packages NEED...: installs what is missing if it may, else says how and exits 3.
need_packages() {
  local missing as_root=()
  mapfile -t missing < <(missing_packages "$@" | sort -u)
  ((${#missing[@]})) || return 0
  if ! may_install; then
    say "these packages are missing: ${missing[*]}"
    command -v apt-get >/dev/null || give_up "install what provides them on this system, then try again"
    say "install them with this command, then try again:"
    give_up "  sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends ${missing[*]}'"
  fi
  ((EUID == 0)) || as_root=(sudo -n)
  say "installing ${missing[*]}"
  as_root+=(env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
  quietly "${as_root[@]}" update || give_up "apt-get update failed"
  quietly "${as_root[@]}" install -y --no-install-recommends "${missing[@]}" || give_up "apt-get install failed"
}

may_install() {
  command -v apt-get >/dev/null && { ((EUID == 0)) || sudo -n true 2>/dev/null; }
}
