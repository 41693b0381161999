import os

SECRET_KEY = os.environ["SECRET_KEY"]
ROOT_URLCONF = os.environ.get("URLS", "urls")
