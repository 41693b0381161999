import express from 'express';
import { Api } from './api';
import { Server } from './server';

const app = express();
const server = new Server(app, 3000);

new Api(app).mount();
server.start();
