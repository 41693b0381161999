import { getDb } from "./db";

function count(sql: string): number {
  return (getDb().get(sql) as { n: number }).n;
}

export function getStats() {
  const byStatus = getDb().all(
    "SELECT status, COUNT(*) AS n FROM jobs GROUP BY status ORDER BY status",
  ) as { status: string; n: number }[];

  return {
    total_users: count("SELECT COUNT(*) AS n FROM users"),
    total_jobs: count("SELECT COUNT(*) AS n FROM jobs"),
    jobs_with_file: count("SELECT COUNT(*) AS n FROM jobs WHERE file_path IS NOT NULL"),
    jobs_by_status: Object.fromEntries(byStatus.map((row) => [row.status, row.n])),
  };
}
