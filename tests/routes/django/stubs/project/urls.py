from django.urls import path

from . import views

urlpatterns = [
    # route: ANY /later later; stub
    path("later", views.later),
    # route: ANY /hidden hidden; stub
    path("hidden", views.hidden),
    # route: POST /closed closed; stub
    path("closed", views.closed),
    # route: ANY /some some
    path("some", views.some),
    # route: GET /reports Reports.get
    # route: POST /reports Reports.post; stub
    # route: PUT /reports Reports.put; stub
    # route: DELETE /reports Reports.delete; stub
    path("reports", views.Reports.as_view()),
]
