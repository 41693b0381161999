import type { NextRequest } from "next/server";
import { getConfig } from "./config";

export function corsHeaders(req: NextRequest): Record<string, string> {
  const headers: Record<string, string> = { Vary: "Origin" };
  const origin = req.headers.get("origin");
  if (origin !== getConfig().corsOrigin) return headers;

  headers["Access-Control-Allow-Origin"] = origin;
  if (req.method === "OPTIONS") {
    headers["Access-Control-Allow-Methods"] = "GET, POST, PUT, DELETE, OPTIONS";
    headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type";
    headers["Access-Control-Max-Age"] = "600";
  } else {
    headers["Access-Control-Expose-Headers"] = "Content-Disposition";
  }
  return headers;
}
