import { HttpError } from "./http";

type Input = Record<string, unknown>;

export interface JobFields {
  name?: string;
  description?: string;
  status?: string;
}

export interface SearchQuery {
  q: string;
  status: string;
  sort: "name" | "created_at";
  order: "asc" | "desc";
  page: number;
  perPage: number;
}

const EMAIL = /^[^\s@<>(),;:"\\[\]]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;
const MIN_PASSWORD_LENGTH = 8;
const MAX_PER_PAGE = 100;

export function parseEmail(value: unknown): string {
  const email = typeof value === "string" ? value.trim().toLowerCase() : "";
  if (email.length > 254 || !EMAIL.test(email)) {
    throw new HttpError(400, "A valid email is required");
  }
  return email;
}

export function parseNewPassword(value: unknown): string {
  if (typeof value !== "string" || value.length < MIN_PASSWORD_LENGTH) {
    throw new HttpError(400, `Password must have at least ${MIN_PASSWORD_LENGTH} characters`);
  }
  return value;
}

function text(input: Input, field: string, max: number, allowEmpty = false): string | undefined {
  const value = input[field];
  if (value === undefined) return undefined;
  if (typeof value !== "string") throw new HttpError(400, `${field} must be a string`);
  const trimmed = value.trim();
  if (!trimmed && !allowEmpty) throw new HttpError(400, `${field} must not be empty`);
  if (trimmed.length > max) {
    throw new HttpError(400, `${field} must have at most ${max} characters`);
  }
  return trimmed;
}

export function parseStatus(input: Input): string | undefined {
  return text(input, "status", 50);
}

export function parseJobChanges(input: Input): JobFields {
  return {
    name: text(input, "name", 200),
    description: text(input, "description", 5000, true),
    status: parseStatus(input),
  };
}

export function parseNewJob(input: Input): JobFields & { name: string } {
  const { name, ...rest } = parseJobChanges(input);
  if (name === undefined) throw new HttpError(400, "name is required");
  return { name, ...rest };
}

function oneOf<T extends string>(params: URLSearchParams, field: string, allowed: T[], fallback: T): T {
  const value = params.get(field) || fallback;
  if (!allowed.includes(value as T)) {
    throw new HttpError(400, `${field} must be one of: ${allowed.join(", ")}`);
  }
  return value as T;
}

function integer(params: URLSearchParams, field: string, fallback: number, max: number): number {
  const raw = params.get(field);
  if (!raw) return fallback;
  const value = /^\d+$/.test(raw) ? Number(raw) : 0;
  if (value < 1 || value > max) {
    throw new HttpError(400, `${field} must be an integer from 1 to ${max}`);
  }
  return value;
}

export function parseSearch(params: URLSearchParams): SearchQuery {
  return {
    q: params.get("q")?.trim() ?? "",
    status: params.get("status")?.trim() ?? "",
    sort: oneOf(params, "sort", ["name", "created_at"], "created_at"),
    order: oneOf(params, "order", ["asc", "desc"], "desc"),
    page: integer(params, "page", 1, 1_000_000),
    perPage: integer(params, "per_page", 20, MAX_PER_PAGE),
  };
}
