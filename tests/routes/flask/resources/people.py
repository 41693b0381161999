from flask_restx import Namespace, Resource

ns = Namespace("people")


# route: GET /api/people/{name} Person.get
@ns.route("/<name>")
class Person(Resource):
    def get(self, name):
        return name
