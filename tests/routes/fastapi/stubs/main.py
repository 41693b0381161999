from fastapi import FastAPI, HTTPException, status
from fastapi.responses import JSONResponse

app = FastAPI()


# route: POST /never never; stub
@app.post("/never")
def never():
    raise HTTPException(status_code=501, detail="later")


# route: PUT /forbidden forbidden; stub
@app.put("/forbidden")
def forbidden(reason: str = ""):
    if reason:
        raise HTTPException(status.HTTP_403_FORBIDDEN)
    raise NotImplementedError


# route: GET /gone gone; stub
@app.get("/gone")
def gone():
    return JSONResponse({}, status_code=410)


# Refuses sometimes: no stub.
# route: GET /maybe/{item} maybe
@app.get("/maybe/{item}")
def maybe(item: int):
    if item > 3:
        raise HTTPException(status_code=404)
    return item


# A refusal that may not be reached, and a function that ends without one.
# route: GET /open open_end
@app.get("/open")
def open_end():
    for n in range(3):
        raise HTTPException(status_code=404)


# route: GET /bad bad
@app.get("/bad")
def bad():
    raise HTTPException(status_code=400)
