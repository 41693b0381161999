INSTALLED_APPS = ["rest_framework"]
ROOT_URLCONF = "project.urls"
