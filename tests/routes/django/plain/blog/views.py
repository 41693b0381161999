from django.http import HttpResponse


def post(request, year, slug):
    return HttpResponse(slug)


def tags(request):
    return HttpResponse("tags")


def not_routed(request):
    return HttpResponse("nobody")
