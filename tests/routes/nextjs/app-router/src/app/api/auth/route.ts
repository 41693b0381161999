import { handlers } from "@/lib/auth";

// route: GET /shop/api/auth GET
// route: POST /shop/api/auth POST
export const { GET, POST } = handlers;
