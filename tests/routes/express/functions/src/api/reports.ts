import { Router } from 'express';
import { BaseRoutes } from './base';

export class ReportRoutes extends BaseRoutes {
  constructor() {
    super();
    this.declare();
  }

  private declare() {
    // route: GET /v2/reports ReportRoutes.list; guards: session
    this.router.get('/', this.list);
    // route: POST /v2/reports ReportRoutes.add; guards: session
    this.router.post('/', this.add.bind(this));
  }

  list(req, res) {
    res.json([]);
  }

  add(req, res) {
    res.end();
  }
}

export class UnusedRoutes extends BaseRoutes {
  constructor() {
    super();
    this.router.get('/unused', (req, res) => res.end());
  }
}
