// A server in a sandbox that answers with what it was sent, or misbehaves on request.
#pragma once

#include <memory>
#include <string>

#include "support/catch.h"
#include "trying/launch/ready.h"
#include "trying/launch/sandbox.h"
#include "trying/launch/sandbox_process.h"

namespace assay::testing {

inline constexpr const char* kEchoScript = R"PY(
import json, os, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        if self.path == "/slow": time.sleep(30)
        if self.path == "/early":
            self.wfile.write(b"HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno")
            self.wfile.flush(); self.close_connection = True; return
        if self.path == "/die": os._exit(3)
        if self.path == "/close": self.close_connection = True; self.connection.close(); return
        if self.path == "/garbage": self.wfile.write(b"no HTTP at all\r\n\r\n"); self.close_connection = True; return
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else b""
        if self.path == "/big": payload = b"x" * (8 << 20)
        else: payload = json.dumps({"line": self.requestline, "from": self.client_address[0],
                                    "headers": [[k, v] for k, v in self.headers.items()],
                                    "body": body.decode("latin-1")}).encode()
        self.send_response(302 if self.path == "/away" else 200)
        if self.path == "/away": self.send_header("Location", "http://192.0.2.1/")
        if self.path == "/headers":
            for i in range(64): self.send_header("X-Long", "y" * 8000)
        self.send_header("X-Twice", "1"); self.send_header("X-Twice", "2")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        if self.command != "HEAD": self.wfile.write(payload)

    do_GET = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_HEAD = do_ODD = answer
    def log_message(self, *args): pass

ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Echo).serve_forever()
)PY";

class EchoApp {
 public:
  EchoApp() {
    SandboxSpec spec;
    spec.walls = probe_sandbox().walls;
    spec.run_folder = new_run_folder(spec.walls);
    spec.environment = {{"PATH", "/usr/bin:/bin"}};
    spec.files = {{"home/echo.py", kEchoScript}};
    spec.port = 8000;
    spec.command = "exec /usr/bin/python3 " + path_inside(spec, "home/echo.py") + " 8000";
    auto started = SandboxProcess::start(spec);
    REQUIRE(started);
    sandbox_ = std::move(*started);
    REQUIRE(wait_until_ready(*sandbox_, 8000, "/", false, Milliseconds(20'000)).ready);
  }

  SandboxProcess& sandbox() { return *sandbox_; }

 private:
  std::unique_ptr<SandboxProcess> sandbox_;
};

}  // namespace assay::testing
