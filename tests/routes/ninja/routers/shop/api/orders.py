from ninja import Router

from shop.auth import Bearer, session

router = Router(auth=Bearer())
nested = Router()
router.add_router("/old", nested)
lonely = Router()


# route: GET /api/orders/mine mine; guards: Key
@router.get("/mine")
def mine(request):
    return []


# route: PATCH /api/orders/mine change; guards: session
@router.patch("/mine", auth=session)
def change(request):
    return []


# A nested router inherits what the router itself says, not the mount.
# route: GET /api/orders/old/all old; guards: Bearer
@nested.get("/all")
def old(request):
    return []


@lonely.get("/never")
def never(request):
    return "added to no API"
