import type { NextRequest } from "next/server";

function write(entry: Record<string, unknown>) {
  process.stdout.write(JSON.stringify({ time: new Date().toISOString(), ...entry }) + "\n");
}

export function logRequest(req: NextRequest, status: number, ms: number) {
  write({
    level: "info",
    method: req.method,
    path: req.nextUrl.pathname,
    status,
    duration_ms: Math.round(ms),
  });
}

export function logError(req: NextRequest, err: unknown) {
  write({
    level: "error",
    method: req.method,
    path: req.nextUrl.pathname,
    error: err instanceof Error ? (err.stack ?? err.message) : String(err),
  });
}
