// route: GET /api/admin/users GET; guards: middleware
export const GET = () => Response.json({});
