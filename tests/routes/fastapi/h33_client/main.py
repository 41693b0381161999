from fastapi import FastAPI

from client import UsersApi

app = FastAPI()
users = UsersApi("http://users.example")


# route: GET /people people
@app.get("/people")
def people():
    return users.list_users()
