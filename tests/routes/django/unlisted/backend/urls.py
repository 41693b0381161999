"""No manifest names the framework: the program that starts it does."""
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import path, re_path

from views import extra, hooks, make, page

urlpatterns = [
    # route: ANY /hooks/{name} hooks
    re_path(r"^hooks/(?P<name>[\w-]+)/?$", hooks),
    # route: ANY /made/ inner
    path("made/", make("x")),
    # route: ANY /short/ (line 14)
    path("short/", lambda request: None),
    # Computed at start: nobody can tell the path.
    path(settings.SECRET_PATH, page),
    re_path(r"^(?P<rest>.*)$", page),
    *extra,
]
urlpatterns += i18n_patterns(
    # route: ANY /{language}/page/ page
    path("page/", page),
)
urlpatterns.insert(
    0,
    # route: ANY /first/ page
    path("first/", page),
)
urlpatterns.extend([
    # route: ANY /{tenant}/files/{path} page; if: settings.TENANTS
    path("<slug:tenant>/files/<path:path>", page),
] if settings.TENANTS else [])
