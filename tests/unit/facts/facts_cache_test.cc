#include "reading/facts/facts_cache.h"

#include <unistd.h>

#include <cstring>
#include <fstream>
#include <thread>

#include "javascript_facts.h"
#include "reading/facts/facts_bytes.h"

using namespace assay;
using namespace assay::facts;
namespace fs = std::filesystem;

namespace {

class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "assay-cache-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() { fs::remove_all(path_); }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

constexpr std::string_view kPython = R"("""Doc."""
import os.path as p
from ..a import (b as c, d)

@app.post("/x", deps=[Depends(f)])
async def handler(body: Body, *, n: int = 3, **rest) -> dict[str, int]:
    if not body.ok or n == 4:
        raise Error("no")
    try:
        async with lock as held:
            return {"a": [x for x in rest if x], **body.d, f(1): f"{n}.{p}"}
    except (A, B) as e:
        await log(e)

match body:
    case 1 | 2:
        pass
    case 3:
        pass

class K(Base, metaclass=M):
    x: int = 1 << 4
    y = lambda q: q or None
)";

constexpr std::string_view kTypeScript = R"(import d, * as n from "m";
export * from "./x"; export {a as b} from "./y";
enum E { A = 1, B = "two" }
@Controller("users")
export class C extends D<string> {
  constructor(private readonly s: Service) { super(); }
  @Post(":id") async make(@Body() dto: Dto, {a, b: [c = 1]}: any): Promise<void> {
    "use server";
    if (dto?.x !== null) throw new Error(`bad ${dto.x ?? 1}`);
    switch (dto.y) { case 1: break; case 2: break; default: f(); }
    for (const q of [1, /r/g, ...c]) await f.g(q), h`tag ${q}`;
    return cond ? x => x + 1 : undefined;
  }
})";

FileFacts facts_of(Language language, std::string_view source) {
  auto facts = extract_facts("a", language, source);
  REQUIRE(facts);
  return std::move(*facts);
}

// Who may do what with a folder, as chmod writes it.
unsigned mode_of(const fs::path& path) {
  return static_cast<unsigned>(fs::status(path).permissions());
}

// The sum over a body that was changed, so that what stands behind it is met too.
std::string resealed(std::string bytes) {
  const std::size_t head = std::string_view("assay facts\n").size();
  const std::uint64_t sum = std::hash<std::string_view>{}(std::string_view(bytes).substr(head + 8));
  std::memcpy(bytes.data() + head, &sum, sizeof sum);
  return bytes;
}

}  // namespace

TEST_CASE("what is kept of foreign code is for its owner alone") {
  const Folder folder;
  const fs::path inside = folder.path() / "facts";
  fs::create_directories(inside);
  fs::permissions(inside, fs::perms(0755));
  FactsCache cache(inside);
  cache.keep(FactsCache::key_of(Language::python, "x = 1\n"), facts_of(Language::python, "x = 1\n"));
  CHECK(mode_of(inside) == 0700);
}

TEST_CASE("facts come back from bytes as they were") {
  for (const auto& [language, source] :
       {std::pair{Language::python, kPython}, std::pair{Language::typescript, kTypeScript},
        std::pair{Language::javascript, std::string_view("")}}) {
    const FileFacts made = facts_of(language, source);
    const auto again = from_bytes("a", language, to_bytes(made));
    REQUIRE(again);
    CHECK(dump(*again) == dump(made));
    CHECK(to_bytes(*again) == to_bytes(made));
    CHECK(broken_links(*again) == std::vector<std::string>{});
  }
}

TEST_CASE("nested and broken source comes back too") {
  std::string deep = "x = " + std::string(3'000, '(') + "1" + std::string(3'000, ')') + "\n";
  deep += "y = " + std::string(400, '[') + std::string(400, ']') + "\ndef (:\n";
  for (int i = 0; i < 300; ++i) deep += "z = z + f(z, [z, " + std::to_string(i) + "])\n";
  const FileFacts made = facts_of(Language::python, deep);
  const auto again = from_bytes("a", Language::python, to_bytes(made));
  REQUIRE(again);
  CHECK(again->error_nodes == made.error_nodes);
  CHECK(again->cut_expressions == made.cut_expressions);
  CHECK(dump(*again) == dump(made));
}

TEST_CASE("bytes cut anywhere are refused") {
  const std::string bytes = to_bytes(facts_of(Language::python, kPython));
  for (std::size_t size = 0; size < bytes.size(); size += 7)
    CHECK_FALSE(from_bytes("a", Language::python, std::string_view(bytes).substr(0, size)));
  CHECK_FALSE(from_bytes("a", Language::python, bytes + "x"));
}

TEST_CASE("a changed byte is refused, and with a right sum it leads nowhere") {
  const std::string bytes = to_bytes(facts_of(Language::typescript, kTypeScript));
  for (std::size_t at = 0; at < bytes.size(); ++at)
    for (const char other : {'\0', '\x01', '\x7f', '\xff'}) {
      if (bytes[at] == other) continue;
      std::string changed = bytes;
      changed[at] = other;
      if (from_bytes("a", Language::typescript, changed)) FAIL("byte " << at << " was not missed");
      if (at < 20) continue;
      // Whatever is accepted now must be safe to walk.
      if (const auto facts = from_bytes("a", Language::typescript, resealed(changed))) dump(*facts);
    }
}

TEST_CASE("an entry is found again by its bytes and language alone") {
  const Folder folder;
  FactsCache cache(folder.path() / "facts");
  const std::string key = FactsCache::key_of(Language::python, kPython);
  CHECK_FALSE(cache.find(key, "a.py", Language::python));
  cache.keep(key, facts_of(Language::python, kPython));
  const auto found = cache.find(key, "b/other.py", Language::python);
  REQUIRE(found);
  CHECK(found->file == "b/other.py");
  CHECK(key != FactsCache::key_of(Language::javascript, kPython));
  CHECK(key != FactsCache::key_of(Language::python, std::string(kPython) + " "));
}

TEST_CASE("a spoilt entry is no entry, and a folder that can't be written to no problem") {
  const Folder folder;
  FactsCache cache(folder.path());
  const std::string key = FactsCache::key_of(Language::python, kPython);
  cache.keep(key, facts_of(Language::python, kPython));
  for (const auto& entry : fs::recursive_directory_iterator(folder.path()))
    if (entry.is_regular_file()) fs::resize_file(entry.path(), entry.file_size() / 2);
  CHECK_FALSE(cache.find(key, "a.py", Language::python));
  cache.keep(key, facts_of(Language::python, kPython));
  CHECK(cache.find(key, "a.py", Language::python));
  FactsCache nowhere("/proc/assay-none");
  nowhere.keep(key, facts_of(Language::python, kPython));
  nowhere.trim();
  CHECK_FALSE(nowhere.find(key, "a.py", Language::python));
}

TEST_CASE("many threads may keep and find the same entries") {
  const Folder folder;
  FactsCache cache(folder.path());
  const FileFacts made = facts_of(Language::python, kPython);
  const std::string wanted = dump(made), key = FactsCache::key_of(Language::python, kPython);
  std::atomic<int> wrong = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&] {
        for (int i = 0; i < 100; ++i) {
          cache.keep(key, made);
          const auto found = cache.find(key, "a", Language::python);
          if (!found || dump(*found) != wanted) ++wrong;
        }
      });
  }
  CHECK(wrong == 0);
}

TEST_CASE("a folder over its size loses what was used least lately") {
  const Folder folder;
  FactsCache cache(folder.path(), 60'000);
  const auto key = [](int i) { return FactsCache::key_of(Language::python, std::to_string(i)); };
  const FileFacts made = facts_of(Language::python, kPython);
  const int count = static_cast<int>(120'000 / to_bytes(made).size()) + 2;
  for (int i = 0; i < count; ++i) cache.keep(key(i), made);
  const auto old = fs::file_time_type::clock::now() - std::chrono::hours(48);
  for (const auto& entry : fs::recursive_directory_iterator(folder.path()))
    if (entry.is_regular_file()) fs::last_write_time(entry.path(), old);
  CHECK(cache.find(key(0), "a", Language::python));  // used now
  cache.trim();
  std::uintmax_t total = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder.path()))
    if (entry.is_regular_file()) total += entry.file_size();
  CHECK(total <= 60'000);
  CHECK(cache.find(key(0), "a", Language::python));
}
