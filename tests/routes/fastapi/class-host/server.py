from fastapi import APIRouter, FastAPI


class Server:
    """Keeps the app and a router of its own; another router and its prefix are handed to it."""

    def __init__(self, extra: APIRouter, prefix: str) -> None:
        self.app = FastAPI()
        self.router = APIRouter(prefix="/users")
        self.extra = extra
        self.prefix = prefix
        self._add_users()

    def start(self) -> None:
        self.app.include_router(self.router, prefix="/v1")
        self.app.include_router(self.extra, prefix=self.prefix)
        # route: GET /about Server.about
        self.app.add_api_route("/about", self.about)

    def _add_users(self) -> None:
        # route: GET /v1/users/{user_id} Server.read_user
        @self.router.get("/{user_id}")
        def read_user(user_id: int):
            return {}

    def about(self):
        return {}
