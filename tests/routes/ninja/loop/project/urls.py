from django.urls import path

from project.apis import apis

urlpatterns = []
urlpatterns += [path("v1/", api.urls) for api in apis]
