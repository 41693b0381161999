from starlette.applications import Starlette
from starlette.routing import Route


def ping(request):
    return None


# The list of the mounted app stands in another file.
# route: GET /sub/ping ping
sub_app = Starlette(routes=[Route("/ping", ping)])
