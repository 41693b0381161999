// route: GET /api/edge GET; guards: middleware (matcher not read)
export const GET = () => Response.json({});
