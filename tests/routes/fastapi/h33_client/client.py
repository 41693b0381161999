"""Generated client. H33: what it asks others for are no routes of this app."""
import httpx


class UsersApi:
    def __init__(self, base):
        self.client = httpx.Client(base_url=base)

    def list_users(self):
        return self.client.get("/users").json()

    def create_user(self, email, password):
        return self.client.post("/users", json={"email": email, "password": password})


class ApiClient:
    def get(self, path):
        def decorate(function):
            return function

        return decorate


client = ApiClient()


@client.get("/remote")
def remote():
    return {}
