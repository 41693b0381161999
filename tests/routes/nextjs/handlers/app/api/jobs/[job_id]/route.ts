// route: GET /api/jobs/{job_id} GET
export async function GET() {
  return Response.json({});
}

export const dynamic = "force-dynamic";
