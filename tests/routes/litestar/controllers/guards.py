def admin(connection, handler):
    pass


def audit(connection, handler):
    pass


def signed_in(connection, handler):
    pass
