import type { Express } from 'express';

// A host that another file made, kept by an assignment.
export class Api {
  private host: Express;

  constructor(host: Express) {
    this.host = host;
  }

  mount() {
    // route: GET /status status
    this.host.get('/status', this.status);
  }

  status = (req, res) => {
    res.json({});
  };
}
