// route: GET /api/open GET
export const GET = () => Response.json({});
