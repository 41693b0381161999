from django.urls import include, path
from rest_framework.authtoken.views import obtain_auth_token

from core import views
from core.routers import plain, router, users_router

urlpatterns = [
    path("api/", include(router.urls)),
    path("api/", include(users_router.urls)),
    path("v2/", include((plain.urls, "v2"))),
    # route: POST /token/ obtain_auth_token
    path("token/", obtain_auth_token),
    # route: GET /things Things.list; guards: IsAuthenticated
    # route: POST /things Things; guards: IsAuthenticated
    path("things", views.Things.as_view()),
    # route: GET /things/{pk} Thing; guards: IsOwner
    # route: PUT /things/{pk} Thing; guards: IsOwner
    # route: PATCH /things/{pk} Thing; guards: IsOwner
    # route: DELETE /things/{pk} Thing.delete; guards: IsOwner
    path("things/<int:pk>", views.Thing.as_view()),
    # route: GET /echo echo; guards: IsAuthenticated
    # route: POST /echo echo; guards: IsAuthenticated
    path("echo", views.echo),
    # route: GET /open open_view; guards: logged
    path("open", views.open_view),
    # route: GET /bare bare; guards: IsAdminUser | IsOwner
    path("bare", views.bare),
    # route: POST /login Login.post; guards: IsAuthenticated
    path("login", views.Login.as_view()),
    # route: GET /mapped NoteViewSet.recent; guards: get_permissions
    # route: POST /mapped NoteViewSet.create; guards: get_permissions
    path("mapped", views.note_list),
    # route: POST /quiet Quiet.post
    path("quiet", views.Quiet.as_view()),
]
