import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import createError from 'http-errors';
import { isBinaryFile } from 'isbinaryfile';
import { v4 as uuid } from 'uuid';
import { getConfig } from './config';

export const MAX_UPLOAD_BYTES = 50 * 1024 * 1024;
const MULTIPART_OVERHEAD = 64 * 1024;

const CONTENT_TYPES: Record<string, string> = {
  '.csv': 'text/csv; charset=utf-8',
  '.json': 'application/json',
};

// What clients really send for these files.
const ACCEPTED_MIME_TYPES: Record<string, string[]> = {
  '.csv': ['text/csv', 'application/csv', 'application/vnd.ms-excel', 'text/plain', 'application/octet-stream'],
  '.json': ['application/json', 'text/json', 'text/plain', 'application/octet-stream'],
};

const tooLarge = () => createError(413, 'File is larger than 50 MB');
const wrongType = () => createError(415, 'Only CSV and JSON files are accepted');

interface ReceivedFile {
  tempPath: string;
  extension: string;
}

// Streams the "file" field of a multipart body to a temporary file.
async function receive(request: Request, directory: string): Promise<ReceivedFile> {
  const contentType = request.headers.get('content-type') ?? '';
  if (!contentType.toLowerCase().startsWith('multipart/form-data') || !request.body) {
    throw createError(400, 'Expected multipart/form-data with a "file" field');
  }
  if (Number(request.headers.get('content-length')) > MAX_UPLOAD_BYTES + MULTIPART_OVERHEAD) {
    throw tooLarge();
  }

  let parser: busboy.Busboy;
  try {
    // busboy reports the limit when it is reached, hence one byte more.
    parser = busboy({
      headers: { 'content-type': contentType },
      limits: { files: 1, fileSize: MAX_UPLOAD_BYTES + 1 },
    });
  } catch {
    throw createError(400, 'Malformed multipart body');
  }

  const tempPath = path.join(directory, `${uuid()}.part`);
  let extension: string | undefined;
  let problem: Error | undefined;
  let written: Promise<void> | undefined;

  parser.on('file', (field, stream, info) => {
    const found = path.extname(info.filename ?? '').toLowerCase();
    if (field !== 'file') {
      stream.resume();
      return;
    }
    if (!ACCEPTED_MIME_TYPES[found]?.includes(info.mimeType.toLowerCase())) {
      problem = wrongType();
      stream.resume();
      return;
    }
    extension = found;
    stream.on('limit', () => {
      problem = tooLarge();
    });
    written = pipeline(stream, createWriteStream(tempPath)).catch((error: NodeJS.ErrnoException) => {
      // A failed write (disk full, say) has to stop the parser; a broken upload has stopped it already.
      if (error.syscall) {
        problem = error;
        parser.destroy(error);
      }
    });
  });

  try {
    try {
      await pipeline(Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]), parser);
    } catch {
      problem ??= createError(400, 'Malformed multipart body');
    }
    await written;
    if (problem) throw problem;
    if (!extension) throw createError(400, 'Missing "file" field');
    return { tempPath, extension };
  } catch (error) {
    await rm(tempPath, { force: true });
    throw error;
  }
}

async function checkContent({ tempPath, extension }: ReceivedFile): Promise<void> {
  if (await isBinaryFile(tempPath)) {
    throw wrongType();
  }
  if (extension === '.json') {
    try {
      JSON.parse(await readFile(tempPath, 'utf8'));
    } catch (error) {
      if (error instanceof SyntaxError) throw createError(415, 'File is not valid JSON');
      throw error;
    }
  }
}

// Saves the uploaded file as <upload dir>/<job id>.<csv|json> and returns its path.
export async function saveUpload(request: Request, jobId: string): Promise<string> {
  const directory = getConfig().UPLOAD_DIR;
  await mkdir(directory, { recursive: true });
  const file = await receive(request, directory);
  try {
    await checkContent(file);
    const target = path.join(directory, `${jobId}${file.extension}`);
    await rename(file.tempPath, target);
    return target;
  } catch (error) {
    await rm(file.tempPath, { force: true });
    throw error;
  }
}

export async function removeUpload(filePath: string | null): Promise<void> {
  if (filePath) {
    await rm(filePath, { force: true });
  }
}

export async function downloadResponse(filePath: string): Promise<Response> {
  const info = await stat(filePath).catch(() => undefined);
  if (!info) {
    throw createError(404, 'File not found');
  }
  return new Response(Readable.toWeb(createReadStream(filePath)) as ReadableStream, {
    headers: {
      'Content-Type': CONTENT_TYPES[path.extname(filePath)] ?? 'application/octet-stream',
      'Content-Length': String(info.size),
      'Content-Disposition': `attachment; filename="${path.basename(filePath)}"`,
    },
  });
}
