import { mkdirSync } from 'node:fs';
import path from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { getConfig } from './config';

type Database = InstanceType<typeof sqlite.Database>;
type Params = (string | number | null)[];

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS users (
    id            TEXT PRIMARY KEY,
    email         TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    role          TEXT NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'admin')),
    created_at    TEXT NOT NULL
  );

  CREATE TABLE IF NOT EXISTS jobs (
    id          TEXT PRIMARY KEY,
    owner_id    TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    status      TEXT NOT NULL DEFAULT 'pending',
    file_path   TEXT,
    shared_with TEXT NOT NULL DEFAULT '[]',
    created_at  TEXT NOT NULL
  );

  CREATE INDEX IF NOT EXISTS idx_jobs_owner ON jobs (owner_id, created_at);
`;

// Route bundles each get their own module scope; the connection is kept on globalThis so they share one.
const store = globalThis as typeof globalThis & { jobsDb?: Database };

export function getDb(): Database {
  if (!store.jobsDb) {
    const file = path.resolve(getConfig().DATABASE_PATH);
    mkdirSync(path.dirname(file), { recursive: true });
    const db = new sqlite.Database(file);
    db.exec('PRAGMA foreign_keys = ON');
    db.exec(SCHEMA);
    store.jobsDb = db;
  }
  return store.jobsDb;
}

export function all<T>(sql: string, params: Params = []): T[] {
  return getDb().all(sql, params) as unknown as T[];
}

export function get<T>(sql: string, params: Params = []): T | undefined {
  return (getDb().get(sql, params) as unknown as T | null) ?? undefined;
}

export function run(sql: string, params: Params = []): number {
  return getDb().run(sql, params).changes;
}
