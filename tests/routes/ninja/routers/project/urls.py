from django.urls import path

from shop.api import open_api
from shop.api.main import api
from shop.views import home

urlpatterns = [
    # route: ANY / home
    path("", home),
    path("api/", api.urls),
    path("open/v1/", open_api.open_api.urls),
]
