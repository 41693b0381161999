from ninja.security import APIKeyHeader, HttpBearer


class Bearer(HttpBearer):
    def authenticate(self, request, token):
        return token


class Key(APIKeyHeader):
    def authenticate(self, request, key):
        return key


def session(request):
    return request.user.is_authenticated
