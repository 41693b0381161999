import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import type { NextRequest } from "next/server";
import { getConfig } from "./config";
import { HttpError, readBody } from "./http";

const MAX_FILE_BYTES = 50 * 1024 * 1024;
const MULTIPART_OVERHEAD = 64 * 1024;

const CONTENT_TYPES: Record<string, string> = {
  ".csv": "text/csv; charset=utf-8",
  ".json": "application/json; charset=utf-8",
};

interface UploadedFile {
  extension: string;
  content: Buffer;
}

/** Takes the multipart field `file` out of the request and checks that it is CSV or JSON. */
export async function readUpload(req: NextRequest): Promise<UploadedFile> {
  const contentType = req.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\s*;/i.test(contentType)) {
    throw new HttpError(415, "Send the file as multipart/form-data");
  }
  const body = await readBody(req, MAX_FILE_BYTES + MULTIPART_OVERHEAD);

  let form: FormData;
  try {
    form = await new Response(body, { headers: { "content-type": contentType } }).formData();
  } catch {
    throw new HttpError(400, "Malformed multipart body");
  }
  const file = form.get("file");
  if (!(file instanceof File)) throw new HttpError(400, "A file in the field 'file' is required");
  if (file.size > MAX_FILE_BYTES) throw new HttpError(413, "File must be at most 50 MB");

  const extension = path.extname(file.name).toLowerCase();
  if (!Object.hasOwn(CONTENT_TYPES, extension)) {
    throw new HttpError(415, "Only CSV and JSON files are accepted");
  }
  const content = Buffer.from(await file.arrayBuffer());
  checkContent(extension, content);
  return { extension, content };
}

function checkContent(extension: string, content: Buffer) {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    throw new HttpError(400, "File must be UTF-8 text");
  }
  if (!text.trim()) throw new HttpError(400, "File is empty");

  if (extension === ".json") {
    try {
      JSON.parse(text);
    } catch {
      throw new HttpError(400, "File is not valid JSON");
    }
  } else if (text.includes("\0")) {
    throw new HttpError(400, "File is not valid CSV");
  }
}

/** Writes the file as <job id>.<ext> and returns its path. */
export async function storeUpload(jobId: string, file: UploadedFile): Promise<string> {
  const { uploadDir } = getConfig();
  await mkdir(uploadDir, { recursive: true });
  const target = path.join(uploadDir, jobId + file.extension);
  // Written aside first, so that a download never sees half a file.
  const partial = path.join(uploadDir, `${jobId}.${randomUUID()}.part`);
  try {
    await writeFile(partial, file.content);
    await rename(partial, target);
  } catch (err) {
    await rm(partial, { force: true });
    throw err;
  }
  return target;
}

export async function removeUpload(filePath: string | null) {
  if (filePath) await rm(filePath, { force: true });
}

export async function downloadResponse(filePath: string): Promise<Response> {
  let size: number;
  try {
    size = (await stat(filePath)).size;
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === "ENOENT") {
      throw new HttpError(404, "File not found");
    }
    throw err;
  }
  const stream = Readable.toWeb(createReadStream(filePath)) as ReadableStream<Uint8Array>;
  return new Response(stream, {
    headers: {
      "Content-Type": CONTENT_TYPES[path.extname(filePath)],
      "Content-Length": String(size),
      "Content-Disposition": `attachment; filename="${path.basename(filePath)}"`,
    },
  });
}
