const text = `
export const POST = () => null;
`;
// export const PUT = () => null;
export type DELETE = string;
// route: GET /api/health GET
export const GET = () => Response.json({ text });
