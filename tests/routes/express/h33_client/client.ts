/* Generated client. H33: what it asks others for are no routes of this app. */
import axios, { AxiosInstance } from 'axios';

export class UsersApi {
  constructor(private readonly http: AxiosInstance = axios.create()) {}

  list(callback: (users: unknown[]) => void) {
    return this.http.get('/users', { params: {} }).then((answer) => callback(answer.data));
  }

  create(body: { email: string; password: string }) {
    return this.http.post('/users', body);
  }

  remove(id: string, done: () => void) {
    return this.http.delete('/users/:id', done as never);
  }
}
