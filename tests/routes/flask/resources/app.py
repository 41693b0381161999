from flask import Blueprint, Flask
from flask_restful import Api as PlainApi
from flask_restx import Api, Resource

from people import ns as people_ns
from places import ns as places_ns, lost

app = Flask(__name__)
blueprint = Blueprint("api", __name__, url_prefix="/api")
api = Api(blueprint, doc="/doc")
api.add_namespace(people_ns)
api.add_namespace(places_ns, path="/where")
app.register_blueprint(blueprint)

ns = api.namespace("things", description="")
plain = PlainApi(prefix="/plain")


def guard(view):
    return view


def second(view):
    return view


# route: GET /api/things/ Things.get
# route: GET /api/things/all Things.get
# route: POST /api/things/ Things.post; guards: guard
# route: POST /api/things/all Things.post; guards: guard
@ns.route("/", "/all")
@ns.doc("things")
class Things(Resource):
    @ns.marshal_list_with(None)
    def get(self):
        return []

    @ns.doc("make")
    @guard
    def post(self):
        return {}


# route: GET /api/status Status.get
@api.route("/status")
class Status(Resource):
    def get(self):
        return {}


class Todo(Resource):
    method_decorators = [guard, second]

    def get(self, todo_id):
        return {}

    def put(self, todo_id):
        return {}


# route: GET /plain/todos/{todo_id} Todo.get; guards: second, guard
# route: GET /plain/todo/{todo_id} Todo.get; guards: second, guard
# route: PUT /plain/todos/{todo_id} Todo.put; guards: second, guard
# route: PUT /plain/todo/{todo_id} Todo.put; guards: second, guard
plain.add_resource(Todo, "/todos/<int:todo_id>", "/todo/<int:todo_id>", endpoint="todo")
plain.init_app(app)
