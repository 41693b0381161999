# How a folder of scanner/ becomes a library and a folder of tests/unit/ a test
# program. A new source file is picked up by its place; nothing is listed twice.

# Flags for our own code; the grammars are third-party C and do not get them.
add_library(assay_flags INTERFACE)
target_include_directories(assay_flags INTERFACE ${PROJECT_SOURCE_DIR}/scanner)
target_compile_options(assay_flags INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion)
# Release 12 of gcc warns of what can't happen inside std::string (its bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(assay_flags INTERFACE -Wno-restrict)
endif()
if(ASSAY_STRICT)
  target_compile_options(assay_flags INTERFACE -Werror)
endif()
if(ASSAY_STRICT OR ASSAY_SANITIZE)
  # CMake's optimised build types switch assert() off; these two builds are there to meet it.
  target_compile_options(assay_flags INTERFACE -UNDEBUG)
endif()
if(ASSAY_SANITIZE)
  target_compile_options(assay_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
                         -fno-omit-frame-pointer -Wno-maybe-uninitialized)  # false alarms under sanitizers
  target_link_options(assay_flags INTERFACE -fsanitize=address,undefined)
  target_compile_definitions(assay_flags INTERFACE ASSAY_SANITIZED=1)
endif()

if(ASSAY_FUZZ)
  target_compile_options(assay_flags INTERFACE -fsanitize=fuzzer-no-link,address,undefined
                         -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(assay_flags INTERFACE -fsanitize=address,undefined)
endif()

# assay_folder(<group/name> [LINKS <targets...>])
# Makes the static library assay_<name> of every .cc below scanner/<group/name>.
function(assay_folder path)
  cmake_parse_arguments(ARG "" "" "LINKS" ${ARGN})
  get_filename_component(name ${path} NAME)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/scanner/${path}/*.cc)
  if(sources)
    add_library(assay_${name} STATIC ${sources})
    target_link_libraries(assay_${name} PUBLIC assay_flags ${ARG_LINKS})
  else()
    add_library(assay_${name} INTERFACE)
    target_link_libraries(assay_${name} INTERFACE assay_flags ${ARG_LINKS})
  endif()
endfunction()

# assay_unit_tests(<name> [LINKS <targets...>])
# Makes test_<name> of every *_test.cc below tests/unit/<name>, run by CTest.
function(assay_unit_tests name)
  cmake_parse_arguments(ARG "" "" "LINKS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/unit/${name}/*.cc)
  if(NOT sources)
    return()
  endif()
  add_executable(test_${name} ${sources})
  target_link_libraries(test_${name} PRIVATE assay_test_support assay_${name} ${ARG_LINKS})
  target_compile_definitions(test_${name} PRIVATE ASSAY_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  # Tests run for moments and compile for minutes, above all with the sanitizers.
  target_compile_options(test_${name} PRIVATE -O0)
  add_test(NAME unit.${name} COMMAND test_${name})
endfunction()
