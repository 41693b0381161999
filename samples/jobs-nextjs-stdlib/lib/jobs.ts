import { randomUUID } from "node:crypto";
import { getDb } from "./db";
import { HttpError } from "./http";
import type { JobFields, SearchQuery } from "./validation";

export interface Job {
  id: string;
  user_id: string;
  name: string;
  description: string;
  status: string;
  file_path: string | null;
  shared_with: string[];
  created_at: string;
}

type JobRow = Omit<Job, "shared_with"> & { shared_with: string };

function fromRow(row: unknown): Job {
  const job = row as JobRow;
  return { ...job, shared_with: JSON.parse(job.shared_with) };
}

function selectJobs(tail: string, params: (string | number)[]): Job[] {
  return getDb().all(`SELECT * FROM jobs ${tail}`, params).map(fromRow);
}

export function findJob(id: string): Job | null {
  return selectJobs("WHERE id = ?", [id])[0] ?? null;
}

/** The user's own job; somebody else's looks the same as one that does not exist. */
export function requireOwnJob(id: string, userId: string): Job {
  const job = findJob(id);
  if (!job || job.user_id !== userId) throw new HttpError(404, "Job not found");
  return job;
}

export function listJobs(userId: string): Job[] {
  return selectJobs("WHERE user_id = ? ORDER BY created_at DESC, rowid DESC", [userId]);
}

export function createJob(userId: string, fields: JobFields & { name: string }): Job {
  const id = randomUUID();
  getDb().run(
    `INSERT INTO jobs (id, user_id, name, description, status, created_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
    [
      id,
      userId,
      fields.name,
      fields.description ?? "",
      fields.status ?? "pending",
      new Date().toISOString(),
    ],
  );
  return findJob(id)!;
}

export function updateJob(job: Job, fields: JobFields): Job {
  getDb().run("UPDATE jobs SET name = ?, description = ?, status = ? WHERE id = ?", [
    fields.name ?? job.name,
    fields.description ?? job.description,
    fields.status ?? job.status,
    job.id,
  ]);
  return findJob(job.id)!;
}

export function setJobFile(id: string, filePath: string): boolean {
  return getDb().run("UPDATE jobs SET file_path = ? WHERE id = ?", [filePath, id]).changes > 0;
}

export function shareJob(job: Job, email: string): Job {
  if (!job.shared_with.includes(email)) {
    getDb().run("UPDATE jobs SET shared_with = ? WHERE id = ?", [
      JSON.stringify([...job.shared_with, email]),
      job.id,
    ]);
  }
  return findJob(job.id)!;
}

export function deleteJob(id: string) {
  getDb().run("DELETE FROM jobs WHERE id = ?", [id]);
}

const ORDER_BY = {
  name: "name COLLATE NOCASE",
  created_at: "created_at",
};

export function searchJobs(userId: string, query: SearchQuery) {
  const conditions = ["user_id = ?"];
  const params: string[] = [userId];
  if (query.q) {
    const pattern = `%${query.q.replace(/[\\%_]/g, "\\$&")}%`;
    conditions.push("(name LIKE ? ESCAPE '\\' OR description LIKE ? ESCAPE '\\')");
    params.push(pattern, pattern);
  }
  if (query.status) {
    conditions.push("status = ?");
    params.push(query.status);
  }

  const where = `WHERE ${conditions.join(" AND ")}`;
  const direction = query.order === "asc" ? "ASC" : "DESC";
  const { total } = getDb().get(`SELECT COUNT(*) AS total FROM jobs ${where}`, params) as {
    total: number;
  };
  const jobs = selectJobs(
    `${where} ORDER BY ${ORDER_BY[query.sort]} ${direction}, rowid ${direction} LIMIT ? OFFSET ?`,
    [...params, query.perPage, (query.page - 1) * query.perPage],
  );
  return { jobs, total, page: query.page, per_page: query.perPage };
}
