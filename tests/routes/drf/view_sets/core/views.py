from functools import wraps

from django.contrib.auth.models import Group, User
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action, api_view, permission_classes
from rest_framework.generics import ListCreateAPIView, RetrieveUpdateDestroyAPIView
from rest_framework.permissions import (
    AllowAny,
    BasePermission,
    IsAdminUser,
    IsAuthenticated,
    IsAuthenticatedOrReadOnly,
)
from rest_framework.response import Response
from rest_framework.views import APIView


class IsOwner(BasePermission):
    pass


class Base:
    def put_it(self):
        return None


class PlainSerializer(serializers.Serializer):
    pass


class UserViewSet(viewsets.ModelViewSet):
    queryset = User.objects.all()
    lookup_field = "username"

    def retrieve(self, request, username=None):
        return Response({})

    # route: POST /api/users/{username}/set_password/ UserViewSet.set_password; guards: IsAdminUser
    @action(detail=True, methods=["post"], permission_classes=[IsAdminUser])
    def set_password(self, request, username=None):
        return Response({})

    # route: DELETE /api/users/{username}/set_password/ UserViewSet.drop_password; guards: IsAdminUser
    @set_password.mapping.delete
    def drop_password(self, request, username=None):
        return Response({})

    # route: GET /api/users/last-seen/ UserViewSet.last_seen; guards: IsAuthenticated
    @action(detail=False, url_path="last-seen")
    def last_seen(self, request):
        return Response({})

    # route: GET /api/users/{username}/files/{number}/ UserViewSet.one_file; guards: IsAuthenticated
    # route: PUT /api/users/{username}/files/{number}/ UserViewSet.one_file; guards: IsAuthenticated
    @action(detail=True, url_path=r"files/(?P<number>[0-9]+)", methods=["GET", "PUT"])
    def one_file(self, request, username=None, number=None):
        return Response({})


class TagViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Group.objects.all()
    permission_classes = (IsAuthenticatedOrReadOnly,)


class NoteViewSet(Base, mixins.CreateModelMixin, mixins.DestroyModelMixin, viewsets.GenericViewSet):
    lookup_url_kwarg = "note_id"
    lookup_field = "id"
    http_method_names = ["get", "post", "delete"]
    queryset = User.objects.all()

    def get_permissions(self):
        return [IsAdminUser()] if self.action == "destroy" else [AllowAny()]

    def list(self, request, **kwargs):
        return Response([])

    def recent(self, request, **kwargs):
        return Response([])

    def create(self, request, *args, **kwargs):
        return Response([])

    def update(self, request, **kwargs):
        return Response("not let through by http_method_names")


note_list = NoteViewSet.as_view({"get": "recent", "post": "create", "put": "update"})


class EmptyViewSet(viewsets.ViewSet):
    def list(self, request):
        return Response([])

    def update(self, request, pk=None):
        return Response([])


class Things(ListCreateAPIView):
    queryset = User.objects.all()

    def list(self, request, *args, **kwargs):
        return Response([])


class Thing(RetrieveUpdateDestroyAPIView):
    permission_classes = [IsOwner]
    queryset = User.objects.all()

    def delete(self, request, *args, **kwargs):
        return Response(status=204)


def logged(view):
    @wraps(view)
    def inner(*args, **kwargs):
        return view(*args, **kwargs)

    return inner


@api_view(["GET", "POST"])
def echo(request):
    return Response(request.method)


@api_view()
@permission_classes([AllowAny])
@logged
def open_view(request):
    return Response("open")


@api_view(["GET"])
@permission_classes([IsAdminUser | IsOwner])
def bare(request):
    return Response("bare")


class Login(APIView):
    permission_classes_by_mistake = []

    def post(self, request):
        return Response({})



class Quiet(APIView):
    permission_classes = []

    def post(self, request):
        return Response({})
