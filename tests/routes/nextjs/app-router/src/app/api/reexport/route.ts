// route: GET /shop/api/reexport GET; guards: middleware
export { GET } from "./handlers";
// route: PUT /shop/api/reexport PUT; guards: middleware; fields: reason
export { remove as PUT } from "./handlers";
