import { createRouter } from "next-connect";
import { logged } from "../../lib/session";

async function create(req, res) {
  res.json(req.body.product);
}

const router = createRouter();
router
  .use(logged)
  .get((req, res) => res.json([]))
  .post(create);

// route: GET /api/orders (line 11); guards: logged
// route: POST /api/orders create; guards: logged; fields: product
export default router.handler();
