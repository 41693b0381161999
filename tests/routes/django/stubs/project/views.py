from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.views import View
from django.views.decorators.http import require_POST


def later(request):
    raise NotImplementedError


def hidden(request):
    if request.user.is_anonymous:
        raise PermissionDenied
    raise Http404("nothing here yet")


@require_POST
def closed(request):
    return HttpResponseNotAllowed([])


# Refuses some, not all.
def some(request):
    if not request.user.is_staff:
        raise Http404
    return HttpResponse("some")


class Reports(View):
    def get(self, request):
        return JsonResponse({})

    def post(self, request):
        return JsonResponse({"detail": "not yet"}, status=501)

    def put(self, request):
        return self.http_method_not_allowed(request)

    def delete(self, request):
        return HttpResponse(status=405)
