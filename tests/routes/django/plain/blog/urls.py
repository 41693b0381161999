from django.urls import path

from . import views

urlpatterns = [
    # route: ANY /blog/{year}/{slug}/ post
    path("<int:year>/<slug>/", views.post),
]
extra = [
    # route: ANY /more/tags tags
    path("tags", views.tags),
]
