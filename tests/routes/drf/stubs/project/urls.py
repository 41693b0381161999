from django.urls import include, path
from rest_framework.routers import SimpleRouter

from . import views

router = SimpleRouter()
# route: GET /notes/ Notes.list; guards: AllowAnyone
# route: POST /notes/ Notes.create; guards: AllowAnyone; stub
# route: DELETE /notes/{pk}/ Notes.destroy; guards: AllowAnyone; stub
router.register("notes", views.Notes, basename="note")

urlpatterns = [
    path("", include(router.urls)),
    # route: POST /import import_all; stub
    path("import", views.import_all),
]
