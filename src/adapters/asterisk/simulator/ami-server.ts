// Asterisk's manager port, simulated over loopback TCP: greeting, login, event masks and a few actions.
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { type Action, type Headers, readActions, toAmiText } from './ami-text.ts';

export interface AmiServerOptions {
  readonly username: string;
  readonly secret: string;
  /** The messages that answer an action, without ActionID; null when this box does not know it. */
  readonly answer: (action: Action) => readonly Headers[] | null;
  /** Follows an accepted login, as FullyBooted does. */
  readonly afterLogin: () => Headers;
}

interface Client {
  readonly socket: Socket;
  text: string;
  loggedIn: boolean;
  /** Classes of events wanted; null for all. */
  mask: ReadonlySet<string> | null;
}

export class AmiServer {
  readonly #options: AmiServerOptions;
  readonly #clients = new Set<Client>();
  #server: Server | null = null;
  /** Bytes a client may leave unread before it is cut, as Asterisk's `writetimeout` does; null: any number. */
  mostUnread: number | null = null;
  #frozen = false;
  #logins = 0;
  readonly #withheld = new Set<string>();

  constructor(options: AmiServerOptions) {
    this.#options = options;
  }

  /** Clients connected now. */
  get clients(): number {
    return this.#clients.size;
  }

  /** Logins tried so far, accepted or not. */
  get logins(): number {
    return this.#logins;
  }

  /** Listens on loopback; port 0 takes a free one. @returns the port */
  async listen(port: number): Promise<number> {
    const server = createServer((socket) => this.#accept(socket));
    this.#server = server;
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    this.#frozen = false;
    this.dropClients();
    if (server === null) return;
    server.close();
    await once(server, 'close');
  }

  /** Cuts every connection, as a crash of Asterisk does. */
  dropClients(): void {
    for (const { socket } of this.#clients) socket.destroy();
    this.#clients.clear();
  }

  /** The machine behind the port is gone: connections stay, nothing is read, answered or sent. */
  freeze(): void {
    this.#frozen = true;
    for (const { socket } of this.#clients) socket.pause();
  }

  thaw(): void {
    this.#frozen = false;
    for (const { socket } of this.#clients) socket.resume();
  }

  /** Sends bytes as they are to everyone logged in: for what Asterisk never says. */
  send(text: string | Uint8Array): void {
    if (this.#frozen) return;
    for (const client of this.#clients) if (client.loggedIn) this.#write(client, text);
  }

  /** Events of that name are told to nobody, as an `eventfilter` of manager.conf does. */
  withhold(event: string): void {
    this.#withheld.add(event);
  }

  /** Sends an event to whoever wants its class: the `Privilege` header, `call,all`. */
  emit(event: Headers): void {
    const [, name] = event[0] ?? [];
    if (this.#frozen || this.#withheld.has(String(name))) return;
    const privilege = String(event.find(([name]) => name === 'Privilege')?.[1] ?? 'call,all').split(',')[0];
    const text = toAmiText(event);
    for (const client of this.#clients) {
      const { loggedIn, mask } = client;
      if (loggedIn && (mask === null || mask.has(privilege ?? ''))) this.#write(client, text);
    }
  }

  #write({ socket }: Client, text: string | Uint8Array): void {
    if (this.mostUnread !== null && socket.writableLength > this.mostUnread) socket.destroy();
    else socket.write(text);
  }

  #accept(socket: Socket): void {
    const client: Client = { socket, text: '', loggedIn: false, mask: null };
    this.#clients.add(client);
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => this.#read(client, text));
    socket.on('error', () => {});
    socket.on('close', () => this.#clients.delete(client));
    if (this.#frozen) socket.pause();
    else socket.write('Asterisk Call Manager/11.0.0\r\n');
  }

  #read(client: Client, text: string): void {
    const { actions, rest } = readActions(client.text + text);
    client.text = rest;
    for (const action of actions) this.#perform(client, action);
  }

  #perform(client: Client, action: Action): void {
    const name = action.get('action')?.toLowerCase();
    for (const answer of this.#answers(client, action, name)) {
      if (client.socket.writable) client.socket.write(toAmiText(withActionId(answer, action)));
    }
    if (name === 'login' && client.loggedIn) client.socket.write(toAmiText(this.#options.afterLogin()));
    if (name === 'logoff' || !client.loggedIn) client.socket.end();
  }

  #answers(client: Client, action: Action, name: string | undefined): readonly Headers[] {
    if (name === 'login') {
      this.#logins += 1;
      const { username, secret } = this.#options;
      client.loggedIn = action.get('username') === username && action.get('secret') === secret;
      return [client.loggedIn ? success('Authentication accepted') : failure('Authentication failed')];
    }
    if (!client.loggedIn) return [failure('Permission denied')];
    if (name === 'logoff') return [GOODBYE];
    if (name === 'events') {
      client.mask = toMask(action.get('eventmask') ?? 'on');
      return [success('Event mask set')];
    }
    return this.#options.answer(action) ?? [failure('Invalid/unknown command')];
  }
}

const GOODBYE: Headers = [
  ['Response', 'Goodbye'],
  ['Message', 'Thanks for all the fish.'],
];

function success(message: string): Headers {
  return [
    ['Response', 'Success'],
    ['Message', message],
  ];
}

function failure(message: string): Headers {
  return [
    ['Response', 'Error'],
    ['Message', message],
  ];
}

/** Asterisk names the action right after the first header. */
function withActionId(answer: Headers, action: Action): Headers {
  const id = action.get('actionid');
  return id === undefined ? answer : [...answer.slice(0, 1), ['ActionID', id], ...answer.slice(1)];
}

function toMask(text: string): ReadonlySet<string> | null {
  if (text === 'on') return null;
  return new Set(text === 'off' ? [] : text.split(','));
}
