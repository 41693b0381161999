from fastapi import FastAPI

from app import jobs

app = FastAPI()
app.include_router(jobs.router, prefix="/api")


# route: GET /health health
@app.get("/health")
def health():
    return {"ok": True}
