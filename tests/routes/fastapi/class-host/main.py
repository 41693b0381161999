from jobs import jobs
from server import Server

server = Server(jobs, prefix="/v2")
server.start()
