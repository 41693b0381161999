import { HttpError, preflight, route } from "@/lib/http";

export const dynamic = "force-dynamic";

// Everything no other route answers.
const notFound = route(() => {
  throw new HttpError(404, "Not found");
});

export { notFound as GET, notFound as POST, notFound as PUT, notFound as PATCH, notFound as DELETE };
export { preflight as OPTIONS };
