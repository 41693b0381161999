from django.http import JsonResponse
from django.urls import include, path


def jobs(request):
    return JsonResponse({})


urlpatterns = [
    # route: ANY /api/v1/jobs/ jobs
    path("jobs/", jobs),
]

urlpatterns = [path("v1/", include(urlpatterns))]

urlpatterns = [
    path("api/", include(urlpatterns)),
    # route: ANY /ping/ jobs
    path("ping/", jobs),
]
