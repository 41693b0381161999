# H03: a check that is imported and asked by nobody. H10: which order of decorators and bases guards.
from django.contrib.auth.decorators import login_required, permission_required
from django.urls import path

import views

urlpatterns = [
    # route: ANY /open plain
    path("open", views.plain),
    # route: ANY /closed plain; guards: login_required
    path("closed", login_required(views.plain)),
    # route: GET /cached cached; guards: login_required
    path("cached", views.cached),
    # route: GET /right Right.get; guards: LoginRequiredMixin
    path("right", views.Right.as_view()),
    # route: GET /wrong Wrong.get
    path("wrong", views.Wrong.as_view()),
    # route: GET /below Right.get; guards: LoginRequiredMixin
    path("below", views.Below.as_view()),
    # route: GET /mixed Mixed.get; guards: LoginRequiredMixin
    path("mixed", views.Mixed.as_view()),
    # route: POST /swapped Swapped.post
    path("swapped", views.Swapped.as_view()),
]
