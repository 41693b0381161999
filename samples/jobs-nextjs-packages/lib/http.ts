import createError, { isHttpError } from 'http-errors';
import type { NextRequest } from 'next/server';
import { getConfig } from './config';
import { findJob, type Job } from './jobs';
import { logger } from './logger';
import type { User } from './users';

type Context<P> = { params: P };
type Handler<P> = (request: NextRequest, context: Context<P>) => Promise<Response> | Response;

function applyCors(request: Request, response: Response): void {
  const origin = getConfig().CORS_ORIGIN;
  response.headers.append('Vary', 'Origin');
  if (request.headers.get('origin') === origin) {
    response.headers.set('Access-Control-Allow-Origin', origin);
  }
}

function errorResponse(error: unknown): Response {
  if (isHttpError(error) && error.expose) {
    const body = error.details ? { error: error.message, details: error.details } : { error: error.message };
    return Response.json(body, { status: error.statusCode });
  }
  return Response.json({ error: 'Internal server error' }, { status: 500 });
}

// Wraps every route handler: turns errors into JSON, adds the CORS headers and logs the request.
export function route<P = object>(handler: Handler<P>): Handler<P> {
  return async (request, context) => {
    const started = performance.now();
    let response: Response;
    try {
      response = await handler(request, context);
    } catch (error) {
      response = errorResponse(error);
      if (response.status >= 500) {
        logger().error({ err: error }, 'unhandled error');
      }
    }
    applyCors(request, response);
    logger().info(
      {
        method: request.method,
        path: request.nextUrl.pathname,
        status: response.status,
        duration_ms: Math.round(performance.now() - started),
      },
      'request',
    );
    return response;
  };
}

export const preflight = route((request) => {
  const response = new Response(null, { status: 204 });
  if (request.headers.get('origin') === getConfig().CORS_ORIGIN) {
    response.headers.set('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE, OPTIONS');
    response.headers.set('Access-Control-Allow-Headers', 'Authorization, Content-Type');
    response.headers.set('Access-Control-Max-Age', '600');
  }
  return response;
});

// Another user's job is reported exactly like one that does not exist.
export function requireJob(jobId: string, user: User): Job {
  const job = findJob(jobId, user.id);
  if (!job) {
    throw createError(404, 'Job not found');
  }
  return job;
}
