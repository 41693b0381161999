from django.http import HttpResponse
from django.urls import path


def hooks(request, name):
    return HttpResponse(name)


def make(text):
    def inner(request):
        return HttpResponse(text)

    return inner


def page(request, **kwargs):
    return HttpResponse("page")


extra = (
    # route: ANY /extra/{number} page
    path("extra/<int:number>", page),
)
