import { Server } from './server.ts';

class Program {
  #server?: Server;

  static async create() {
    const program = new Program();
    await program.#start();
    return program;
  }

  async #start() {
    this.#server = new Server({ name: 'jobs' });
    await this.#server.start(3000);
  }
}

await Program.create();
