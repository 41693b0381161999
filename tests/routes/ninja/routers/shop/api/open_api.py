from ninja import NinjaAPI

open_api = NinjaAPI(urls_namespace="open", docs_url=None)


# route: GET /open/v1/status status
@open_api.get("/status")
def status(request):
    return {}
