from rest_framework import status
from rest_framework.decorators import action, api_view
from rest_framework.exceptions import MethodNotAllowed, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet


class AllowAnyone(BasePermission):
    pass


class Notes(ViewSet):
    permission_classes = [AllowAnyone]

    def list(self, request):
        return Response([])

    def create(self, request):
        raise MethodNotAllowed("POST")

    def destroy(self, request, pk=None):
        return Response(status=status.HTTP_405_METHOD_NOT_ALLOWED)

    # route: POST /notes/{pk}/share/ Notes.share; guards: AllowAnyone; stub
    @action(detail=True, methods=["post"])
    def share(self, request, pk=None):
        raise PermissionDenied


@api_view(["POST"])
def import_all(request):
    return Response({"detail": "not yet"}, status=501)
