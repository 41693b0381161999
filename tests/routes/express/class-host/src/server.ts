import express, { type Express, type NextFunction, type Request, type Response, Router } from 'express';

function signedIn(req: Request, res: Response, next: NextFunction) {
  if (!req.headers.authorization) return void res.sendStatus(401);
  next();
}

// The app is a parameter that becomes a field; the router is a field of its own.
export class Server {
  private readonly users = Router();
  #jobs: Router;

  constructor(
    private readonly app: Express,
    private readonly port: number,
  ) {
    this.#jobs = express.Router();
    this.#addJobs();
  }

  start() {
    this.addUsers();
    this.app.use('/users', this.users);
    this.app.use('/jobs', signedIn, this.#jobs);
    this.app.listen(this.port);
  }

  private addUsers() {
    // route: GET /users/{id} (line 30)
    this.users.get('/:id', (req, res) => res.json({ id: req.params.id }));
  }

  #addJobs() {
    // route: POST /jobs (line 35); guards: signedIn; fields: name
    this.#jobs.post('/', (req, res) => res.json({ name: req.body.name }));
  }
}
