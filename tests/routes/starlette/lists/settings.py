import os

DEBUG = os.environ.get("DEBUG") == "1"


class KeyMiddleware:
    def __init__(self, app):
        self.app = app
