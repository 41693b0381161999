import { v4 as uuid } from 'uuid';
import { all, get, run } from './db';

export type Role = 'user' | 'admin';

export interface User {
  id: string;
  email: string;
  role: Role;
  created_at: string;
}

interface UserWithHash extends User {
  password_hash: string;
}

const COLUMNS = 'id, email, role, created_at';

export function findUser(id: string): User | undefined {
  return get<User>(`SELECT ${COLUMNS} FROM users WHERE id = ?`, [id]);
}

export function findUserByEmail(email: string): UserWithHash | undefined {
  return get<UserWithHash>(`SELECT ${COLUMNS}, password_hash FROM users WHERE email = ?`, [email]);
}

// The first user to register becomes the admin; decided in the insert itself.
export function createUser(email: string, passwordHash: string): User {
  const id = uuid();
  run(
    `INSERT INTO users (id, email, password_hash, role, created_at)
     SELECT ?, ?, ?, CASE WHEN EXISTS (SELECT 1 FROM users) THEN 'user' ELSE 'admin' END, ?`,
    [id, email, passwordHash, new Date().toISOString()],
  );
  return findUser(id)!;
}

export function listUsers(): User[] {
  return all<User>(`SELECT ${COLUMNS} FROM users ORDER BY created_at`);
}

export function deleteUser(id: string): void {
  run('DELETE FROM users WHERE id = ?', [id]);
}

export function countUsers(): { total: number; admins: number } {
  return get<{ total: number; admins: number }>(
    `SELECT COUNT(*) AS total, COALESCE(SUM(role = 'admin'), 0) AS admins FROM users`,
  )!;
}
