def search():
    return []


def create(body):
    return body


class Admin:
    @staticmethod
    def remove(user_id):
        return ""


def check(token):
    return {}
