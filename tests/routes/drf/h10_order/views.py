from django.contrib.auth.decorators import login_required
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response


@api_view(["GET"])
@permission_classes([IsAuthenticated])
def right(request):
    return Response()


@permission_classes([IsAuthenticated])
@api_view(["GET"])
def wrong(request):
    return Response()


# A decorator that wraps the whole view does work above it.
@login_required
@api_view(["POST"])
def outer(request):
    return Response()
