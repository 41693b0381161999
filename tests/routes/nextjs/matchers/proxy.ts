export default function proxy(request) {
  return undefined;
}

export const config = {
  matcher: [
    { source: "/api/admin/:path*" },
    { source: "/api/edge", has: [{ type: "header", key: "x-edge" }] },
    "/about",
  ],
};
