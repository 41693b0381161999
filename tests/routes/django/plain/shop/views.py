from functools import wraps

from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.mixins import LoginRequiredMixin, UserPassesTestMixin
from django.contrib.auth.models import User
from django.http import HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import CreateView, DetailView, ListView


def audited(view):
    @wraps(view)
    def inner(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    return inner


def home(request, slug=None):
    return HttpResponse("home")


def ping(request):
    return JsonResponse({})


def mail(request):
    return HttpResponse("mail")


@login_required
@permission_required("shop.buy")
@require_POST
def buy(request, pk):
    return JsonResponse({"bought": pk})


@csrf_exempt
@require_http_methods(["GET", "PUT"])
@audited
def stock(request, pk):
    return JsonResponse({"stock": pk})


class StaffOnly(UserPassesTestMixin):
    def test_func(self):
        return self.request.user.is_staff


class Timed:
    def dispatch(self, request, *args, **kwargs):
        self.started = True
        return super().dispatch(request, *args, **kwargs)


class Weekdays:
    def dispatch(self, request, *args, **kwargs):
        if request.GET.get("day") == "sunday":
            return HttpResponse(status=403)
        return super().dispatch(request, *args, **kwargs)


class Preview:
    def __call__(self, request):
        return HttpResponse("preview")


class ItemList(Timed, Weekdays, ListView):
    model = User


class ItemCreate(LoginRequiredMixin, CreateView):
    model = User
    fields = ["username"]

    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs)


class ItemDetail(StaffOnly, DetailView):
    model = User


@method_decorator(login_required, name="dispatch")
@method_decorator(staff_member_required, name="post")
class Cart(View):
    @method_decorator(audited)
    def get(self, request):
        return HttpResponse("cart")

    def post(self, request):
        return HttpResponse("kept")


class BaseOrders(View):
    http_method_names = ["get", "delete", "options"]

    @method_decorator(login_required)
    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs)

    def delete(self, request):
        return HttpResponse(status=204)

    def put(self, request):
        return HttpResponse(status=204)


class Orders(BaseOrders):
    def get(self, request):
        return HttpResponse("orders")


class Plus(View):
    def get(self, request):
        return HttpResponse("plus")


class Reports(View):
    def get(self, request, year):
        return HttpResponse(year)


reports = login_required(Reports.as_view())
