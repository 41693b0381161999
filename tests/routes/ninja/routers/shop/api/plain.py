from ninja import Router

router = Router()


# route: GET /api/plain plain; guards: Bearer
@router.get("/plain")
def plain(request):
    return "plain"
