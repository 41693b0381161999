from aiohttp import web

# A program beside the server, whose app answers nothing.
app = web.Application()
web.run_app(app)
