from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET


def plain(request):
    return HttpResponse()


guarded = login_required(plain)


@login_required
@never_cache
@require_GET
def cached(request):
    return HttpResponse()


class Right(LoginRequiredMixin, View):
    def get(self, request):
        return HttpResponse()


# View.dispatch comes first in the order of bases and hands on to nobody: the mixin's check never runs.
class Wrong(View, LoginRequiredMixin):
    def get(self, request):
        return HttpResponse()


class Below(Right):
    pass


# A later base that is a view as well puts the check before View again.
class Plain(View):
    pass


class Mixed(Plain, LoginRequiredMixin, View):
    def get(self, request):
        return HttpResponse()


class Swapped(Plain, LoginRequiredMixin):
    def post(self, request):
        return HttpResponse()
