# Every library assay stands on, found once. All come from Debian's packages
# (script/bootstrap lists them); the grammars come by grammars/package-lock.json.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CURL REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(CLI11 REQUIRED)
find_package(mimalloc REQUIRED)  # a scan makes many small things: an eighth of its time was libc's malloc
pkg_check_modules(HYPERSCAN REQUIRED IMPORTED_TARGET libhs)  # vectorscan, or hyperscan: one interface
pkg_check_modules(PCRE2 REQUIRED IMPORTED_TARGET libpcre2-8)
pkg_check_modules(SECCOMP REQUIRED IMPORTED_TARGET libseccomp)
pkg_check_modules(TOMLPP REQUIRED IMPORTED_TARGET tomlplusplus)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
