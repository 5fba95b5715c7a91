// One session with a box's ARI, over the ari-client package, from the first request to its first fault.
import { type Client, connect } from 'ari-client';
import { z } from 'zod';
import type { AriFaultKind, FromWorker, ToWorker, WorkerSettings } from './ari-messages.ts';
import { readAriEvent } from './read-ari-event.ts';

const CONNECT_MS = 5_000;
const REQUEST_MS = 2_000;
const PING_EVERY_MS = 3_000;
/** What the dialplan reads when the channel has gone on (dialplan/extensions_leaseline.conf). */
const ANSWER_VARIABLE = 'LEASELINE_ANSWER';

const Application = z.object({ channel_ids: z.array(z.string()) });

export class AriFault extends Error {
  readonly kind: AriFaultKind;

  constructor(kind: AriFaultKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** Made for one connection and thrown away with it: the package's own reconnecting gives up for good after ten tries. */
export class AriSession {
  readonly #settings: WorkerSettings;
  readonly #tell: (message: FromWorker) => void;
  #client: Client | null = null;
  #fail: (fault: AriFault) => void = () => {};
  /** Rejects with the first fault. */
  readonly ended: Promise<never>;

  constructor(settings: WorkerSettings, tell: (message: FromWorker) => void) {
    this.#settings = settings;
    this.#tell = tell;
    this.ended = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.ended.catch(() => {});
  }

  /** Resolves when questions arrive. @throws AriFault */
  async open(): Promise<void> {
    const { url, username, password, app } = this.#settings;
    await this.#preflight();
    const client = await within(CONNECT_MS, connect(url, username, password), 'no API description');
    this.#client = client;
    // What it does by itself from here on would hide a broken line: any of it ends the session.
    for (const sign of ['WebSocketReconnecting', 'WebSocketMaxRetries'])
      client.on(sign, () => this.#fail(new AriFault('closed', 'the connection broke')));
    const started = client.start(app);
    // The package throws at an event it does not know and at JSON it cannot read, so its dispatcher never sees any.
    client._ws.removeAllListeners('message');
    client._ws.on('message', (data: unknown) => this.#take(data));
    await Promise.race([within(CONNECT_MS, started, 'no WebSocket'), this.ended]);
    const left = await this.#sendOnWaiting(client);
    this.#tell({ type: 'up', left });
    this.#keepPinging(client);
  }

  /** Whatever happens to the answer, the channel goes on. */
  async answer({ channel, value }: ToWorker): Promise<void> {
    const client = this.#client;
    if (client === null) return;
    const { channels } = client;
    try {
      if (value !== null) {
        const set = { channelId: channel, variable: ANSWER_VARIABLE, value };
        await within(REQUEST_MS, channels.setChannelVar(set), 'no answer to setChannelVar');
      }
    } catch {
      this.#tell({ type: 'late', channel });
    }
    await this.#goOn(client, channel);
  }

  /** The package retries for ever or throws from a callback: one request of our own tells how things are. */
  async #preflight(): Promise<void> {
    const { url, username, password } = this.#settings;
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    const response = await fetch(`${url}/ari/api-docs/resources.json`, {
      headers: { authorization },
      signal: AbortSignal.timeout(CONNECT_MS),
    }).catch((error: unknown) => {
      throw new AriFault('unreachable', reasonOf(error));
    });
    const { status } = response;
    if (status === 401 || status === 403) throw new AriFault('refused', `HTTP ${status}`);
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok || body === null) throw new AriFault('absent', `HTTP ${status}, no ARI`);
  }

  /** Channels that asked while nobody listened: the event that tells of them is not sent again. */
  async #sendOnWaiting(client: Client): Promise<number> {
    const asked = client.applications.get({ applicationName: this.#settings.app });
    const found = Application.safeParse(await within(REQUEST_MS, asked, 'no answer to applications'));
    const waiting = found.success ? found.data.channel_ids : [];
    await Promise.all(waiting.map((channel) => this.#goOn(client, channel)));
    return waiting.length;
  }

  async #goOn(client: Client, channel: string): Promise<void> {
    try {
      await within(REQUEST_MS, client.channels.continueInDialplan({ channelId: channel }), 'no answer');
    } catch {
      // Gone already: the dialplan waits for nobody.
    }
  }

  #take(data: unknown): void {
    const event = readAriEvent(data);
    if (event === null) return;
    if (event.type === 'replaced') {
      this.#fail(new AriFault('replaced', 'another program has connected as our application'));
    } else this.#tell(event);
  }

  #keepPinging(client: Client): void {
    let answered = true;
    client.on('pong', () => {
      answered = true;
    });
    const timer = setInterval(() => {
      if (!answered) {
        clearInterval(timer);
        this.#fail(new AriFault('silent', `no answer to a ping in ${PING_EVERY_MS} ms`));
        return;
      }
      answered = false;
      client.ping();
      this.#tell({ type: 'alive' });
    }, PING_EVERY_MS);
  }
}

async function within<T>(limit: number, work: PromiseLike<T>, message: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AriFault('silent', `${message} in ${limit} ms`)), limit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
}
