# H10: api_view() makes the view with what stands below it; a permission above it is set on what nobody asks.
from django.urls import path

import views

urlpatterns = [
    # route: GET /right right; guards: IsAuthenticated
    path("right", views.right),
    # route: GET /wrong wrong
    path("wrong", views.wrong),
    # route: POST /outer outer; guards: login_required
    path("outer", views.outer),
]
