# cmake -D OUT=FILE -D FILES=A;B;... -P fingerprint.cmake: writes a C++ source that holds a hash of the files,
# so that facts kept by another build of the adapters or grammars are never taken for this build's.
set(all "")
foreach(file ${FILES})
  file(SHA256 ${file} hash)
  string(APPEND all ${hash})
endforeach()
string(SHA256 hash "${all}")
file(WRITE ${OUT} "namespace assay::facts {\nextern const char* const kMadeBy;\nconst char* const kMadeBy = \"${hash}\";\n}\n")
