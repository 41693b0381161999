import { Database } from "node-sqlite3-wasm";
import { getConfig } from "./config";

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
    user_id     TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    status      TEXT NOT NULL DEFAULT 'pending',
    file_path   TEXT,
    shared_with TEXT NOT NULL DEFAULT '[]',
    created_at  TEXT NOT NULL
  );

  CREATE INDEX IF NOT EXISTS jobs_user_created ON jobs (user_id, created_at);
`;

// Each route is its own bundle and may get its own copy of this module; the
// connection lives on globalThis so that the process has exactly one.
const globals = globalThis as typeof globalThis & { __jobsDb?: Database };

export function getDb(): Database {
  if (!globals.__jobsDb) {
    const db = new Database(getConfig().databasePath);
    db.exec("PRAGMA foreign_keys = ON");
    db.exec(SCHEMA);
    globals.__jobsDb = db;
  }
  return globals.__jobsDb;
}
