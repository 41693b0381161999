from flask_restx import Namespace, Resource

ns = Namespace("places", path="/places")
lost = Namespace("lost")


# route: DELETE /api/where/{place} Place.delete
@ns.route("/<int:place>")
class Place(Resource):
    def delete(self, place):
        return ""


@lost.route("/x")
class Nowhere(Resource):
    def get(self):
        return ""
