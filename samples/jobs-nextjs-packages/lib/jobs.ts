import { v4 as uuid } from 'uuid';
import { all, get, run } from './db';
import type { JobCreate, JobUpdate, SearchQuery } from './schemas';

export interface Job {
  id: string;
  owner_id: string;
  name: string;
  description: string;
  status: string;
  file_path: string | null;
  shared_with: string[];
  created_at: string;
}

type JobRow = Omit<Job, 'shared_with'> & { shared_with: string };

const toJob = (row: JobRow): Job => ({ ...row, shared_with: JSON.parse(row.shared_with) });

export function listJobs(ownerId: string): Job[] {
  return all<JobRow>('SELECT * FROM jobs WHERE owner_id = ? ORDER BY created_at DESC', [ownerId]).map(toJob);
}

export function findJob(id: string, ownerId: string): Job | undefined {
  const row = get<JobRow>('SELECT * FROM jobs WHERE id = ? AND owner_id = ?', [id, ownerId]);
  return row && toJob(row);
}

export function createJob(ownerId: string, input: JobCreate): Job {
  const id = uuid();
  run('INSERT INTO jobs (id, owner_id, name, description, status, created_at) VALUES (?, ?, ?, ?, ?, ?)', [
    id,
    ownerId,
    input.name,
    input.description,
    input.status,
    new Date().toISOString(),
  ]);
  return findJob(id, ownerId)!;
}

export function updateJob(job: Job, changes: JobUpdate): Job {
  const next = { ...job, ...changes };
  run('UPDATE jobs SET name = ?, description = ?, status = ? WHERE id = ?', [
    next.name,
    next.description,
    next.status,
    job.id,
  ]);
  return next;
}

export function deleteJob(id: string): void {
  run('DELETE FROM jobs WHERE id = ?', [id]);
}

export function setJobFile(id: string, filePath: string): void {
  run('UPDATE jobs SET file_path = ? WHERE id = ?', [filePath, id]);
}

export function shareJob(job: Job, email: string): Job {
  const sharedWith = [...new Set([...job.shared_with, email])];
  run('UPDATE jobs SET shared_with = ? WHERE id = ?', [JSON.stringify(sharedWith), job.id]);
  return { ...job, shared_with: sharedWith };
}

// For the webhook, which acts on any job. Returns false when there is no such job.
export function setJobStatus(id: string, status: string): boolean {
  return run('UPDATE jobs SET status = ? WHERE id = ?', [status, id]) > 0;
}

const SORT_COLUMNS = { name: 'name COLLATE NOCASE', created_at: 'created_at' } as const;
const SORT_ORDERS = { asc: 'ASC', desc: 'DESC' } as const;

export function searchJobs(ownerId: string, query: SearchQuery): { jobs: Job[]; total: number } {
  const where = ['owner_id = ?'];
  const params: (string | number)[] = [ownerId];

  if (query.q) {
    const pattern = `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
    where.push(`(name LIKE ? ESCAPE '\\' OR description LIKE ? ESCAPE '\\')`);
    params.push(pattern, pattern);
  }
  if (query.status) {
    where.push('status = ?');
    params.push(query.status);
  }

  const filter = where.join(' AND ');
  const order = SORT_ORDERS[query.order];
  const { total } = get<{ total: number }>(`SELECT COUNT(*) AS total FROM jobs WHERE ${filter}`, params)!;
  const rows = all<JobRow>(
    `SELECT * FROM jobs WHERE ${filter}
     ORDER BY ${SORT_COLUMNS[query.sort]} ${order}, id ${order}
     LIMIT ? OFFSET ?`,
    [...params, query.per_page, (query.page - 1) * query.per_page],
  );
  return { jobs: rows.map(toJob), total };
}

export function countJobs(): { total: number; by_status: Record<string, number>; with_file: number } {
  const rows = all<{ status: string; count: number; files: number }>(
    'SELECT status, COUNT(*) AS count, COUNT(file_path) AS files FROM jobs GROUP BY status ORDER BY status',
  );
  return {
    total: rows.reduce((sum, row) => sum + row.count, 0),
    by_status: Object.fromEntries(rows.map((row) => [row.status, row.count])),
    with_file: rows.reduce((sum, row) => sum + row.files, 0),
  };
}
