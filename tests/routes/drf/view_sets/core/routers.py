from rest_framework.routers import DefaultRouter, SimpleRouter
from rest_framework_nested.routers import NestedSimpleRouter

from . import views

router = DefaultRouter()
# route: GET /api/users/ UserViewSet; guards: IsAuthenticated
# route: POST /api/users/ UserViewSet; guards: IsAuthenticated
# route: GET /api/users/{username}/ UserViewSet.retrieve; guards: IsAuthenticated
# route: PUT /api/users/{username}/ UserViewSet; guards: IsAuthenticated
# route: PATCH /api/users/{username}/ UserViewSet; guards: IsAuthenticated
# route: DELETE /api/users/{username}/ UserViewSet; guards: IsAuthenticated
router.register("users", views.UserViewSet, basename="user")
# route: GET /api/tags/ TagViewSet; guards: IsAuthenticatedOrReadOnly
# route: GET /api/tags/{pk}/ TagViewSet; guards: IsAuthenticatedOrReadOnly
router.register(r"tags", views.TagViewSet)

users_router = NestedSimpleRouter(router, "users", lookup="user")
# route: GET /api/users/{user_username}/notes/ NoteViewSet.list; guards: get_permissions
# route: POST /api/users/{user_username}/notes/ NoteViewSet.create; guards: get_permissions
# route: DELETE /api/users/{user_username}/notes/{note_id}/ NoteViewSet; guards: get_permissions
users_router.register("notes", views.NoteViewSet, basename="note")

plain = SimpleRouter(trailing_slash=False)
# route: GET /v2/ EmptyViewSet.list; guards: IsAuthenticated
# route: PUT /v2/{pk} EmptyViewSet.update; guards: IsAuthenticated
plain.register("", views.EmptyViewSet, basename="empty")

# Never mounted.
other = SimpleRouter()
other.register("others", views.UserViewSet, basename="other")
