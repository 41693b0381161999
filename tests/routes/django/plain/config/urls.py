"""Patterns of the project.

    path("documented/", views.home) stands in a text and is no route.
"""
from django.conf import settings
from django.conf.urls.static import static
from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_page
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView, TemplateView

from blog.urls import extra as blog_extra
from shop import views
from shop.views import reports

api = [
    # route: ANY /api/ping ping
    path("ping", views.ping),
]

# Never in force: another list takes its place below.
urlpatterns = [path("old/", views.home)]

urlpatterns = [
    path("admin/", admin.site.urls),
    # route: ANY / home
    path("", views.home, name="home"),
    # route: GET /about/ TemplateView
    path(_("about/"), TemplateView.as_view(template_name="about.html")),
    path("shop/", include("shop.urls", namespace="shop")),
    path("blog/", include(("blog.urls", "blog"))),
    path("more/", include(blog_extra)),
    path("api/", include((api, "api"))),
    path("three/", include([
        # route: ANY /three/deep/{slug}/ home
        path("deep/<slug:slug>/", views.home),
    ])),
    # route: ANY /private/ home; guards: login_required
    path("private/", login_required(views.home)),
    # route: ANY /cached/ home
    path("cached/", cache_page(60)(views.home)),
    # route: POST /posted/ home; guards: login_required
    path("posted/", require_POST(login_required(csrf_exempt(views.home)))),
    # route: ANY /moved/ RedirectView
    path("moved/", RedirectView.as_view(url="/")),
    # route: GET /login/ auth_views.LoginView
    # route: POST /login/ auth_views.LoginView
    path("login/", auth_views.LoginView.as_view(), name="login"),
    # route: GET /reports/{year}/ Reports.get; guards: login_required
    re_path(r"^reports/(?P<year>[0-9]{4})/$", reports),
    # path("commented/", views.home),
] + [
    # route: GET /plus/ Plus.get
    path("plus/", views.Plus.as_view()),
]

urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

if settings.DEBUG:
    import debug_toolbar

    urlpatterns += [
        path("__debug__/", include(debug_toolbar.urls)),
        # route: ANY /debug/mail/ mail; if: settings.DEBUG
        path("debug/mail/", views.mail),
    ]
else:
    # route: ANY /health/ ping; if: not (settings.DEBUG)
    urlpatterns.append(path("health/", views.ping))

urlpatterns += [re_path(r"^.*$", TemplateView.as_view(template_name="index.html"))]


def unused():
    urlpatterns = [path("inside/", views.home)]
    return urlpatterns
