import { Hono } from 'hono';

class Items {
  readonly app = new Hono();

  constructor() {
    // route: GET /items/{id} (line 8)
    this.app.get('/:id', (c) => c.json({}));
  }
}

class Server {
  readonly #app: Hono;

  private constructor(private readonly items: Items) {
    this.#app = new Hono();
  }

  static make(): Hono {
    const server = new Server(new Items());
    return server.mounted();
  }

  private mounted(): Hono {
    this.#app.route('/items', this.items.app);
    // route: GET /about (line 27)
    this.#app.get('/about', (c) => c.text('about'));
    return this.#app;
  }
}

export default Server.make();
