import management
from server import Server

api = management.make()
Server(api, public=management.public).start()
