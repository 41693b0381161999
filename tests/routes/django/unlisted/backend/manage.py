import os

from django.core import management

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
management.execute_from_command_line()
