import os

DEBUG = os.environ.get("DEBUG") == "1"
METRICS = os.environ.get("METRICS") == "1"


def localhost_only():
    pass


def get_paging():
    return 20
