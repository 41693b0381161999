import { randomUUID } from "node:crypto";
import { getDb } from "./db";

export interface User {
  id: string;
  email: string;
  password_hash: string;
  role: "user" | "admin";
  created_at: string;
}

export function publicUser({ id, email, role, created_at }: User) {
  return { id, email, role, created_at };
}

function findOne(where: string, value: string): User | null {
  return getDb().get(`SELECT * FROM users WHERE ${where}`, [value]) as User | null;
}

export function findUserById(id: string): User | null {
  return findOne("id = ?", id);
}

export function findUserByEmail(email: string): User | null {
  return findOne("email = ?", email);
}

/** Creates the user, the very first one as admin. Null if the email is taken. */
export function createUser(email: string, passwordHash: string): User | null {
  const id = randomUUID();
  const { changes } = getDb().run(
    `INSERT INTO users (id, email, password_hash, role, created_at)
     VALUES (?, ?, ?, CASE WHEN EXISTS (SELECT 1 FROM users) THEN 'user' ELSE 'admin' END, ?)
     ON CONFLICT (email) DO NOTHING`,
    [id, email, passwordHash, new Date().toISOString()],
  );
  return changes ? findUserById(id) : null;
}

export function listUsers(): User[] {
  return getDb().all("SELECT * FROM users ORDER BY created_at, rowid") as unknown as User[];
}

/** Removes the user; his jobs go with him. */
export function deleteUser(id: string): boolean {
  return getDb().run("DELETE FROM users WHERE id = ?", [id]).changes > 0;
}
