import type { NextRequest } from "next/server";
import { corsHeaders } from "./cors";
import { logError, logRequest } from "./log";

/** An error whose message may be shown to the client. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const MAX_JSON_BYTES = 100 * 1024;

type Handler<P> = (req: NextRequest, params: P) => Response | Promise<Response>;

/** Wraps a handler with error responses, CORS headers and the request log. */
export function route<P = Record<string, never>>(handler: Handler<P>) {
  return async (req: NextRequest, context: { params: P }): Promise<Response> => {
    const started = performance.now();
    let response: Response;
    try {
      response = await handler(req, context.params);
    } catch (err) {
      response = errorResponse(req, err);
    }
    for (const [name, value] of Object.entries(corsHeaders(req))) {
      response.headers.set(name, value);
    }
    logRequest(req, response.status, performance.now() - started);
    return response;
  };
}

/** Answers OPTIONS; `route` adds the CORS headers for the allowed origin. */
export const preflight = route(() => new Response(null, { status: 204 }));

function errorResponse(req: NextRequest, err: unknown): Response {
  if (err instanceof HttpError) {
    return Response.json({ error: err.message }, { status: err.status });
  }
  logError(req, err);
  return Response.json({ error: "Internal server error" }, { status: 500 });
}

/** Reads the raw body, giving up as soon as it exceeds `limit` bytes. */
export async function readBody(req: NextRequest, limit: number): Promise<Buffer<ArrayBuffer>> {
  if (Number(req.headers.get("content-length")) > limit) {
    throw new HttpError(413, "Request body too large");
  }
  if (!req.body) return Buffer.alloc(0);

  const reader = req.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks, size);
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      throw new HttpError(413, "Request body too large");
    }
    chunks.push(value);
  }
}

export function readRawJsonBody(req: NextRequest): Promise<Buffer> {
  return readBody(req, MAX_JSON_BYTES);
}

export function parseJsonObject(raw: Buffer): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(raw.toString("utf8"));
  } catch {
    throw new HttpError(400, "Request body must be valid JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new HttpError(400, "Request body must be a JSON object");
  }
  return value as Record<string, unknown>;
}

export async function readJson(req: NextRequest): Promise<Record<string, unknown>> {
  return parseJsonObject(await readRawJsonBody(req));
}
