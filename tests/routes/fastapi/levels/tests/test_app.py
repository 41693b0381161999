from fastapi import FastAPI

app = FastAPI()


@app.get("/only-in-tests")
def only_in_tests():
    return {}
