// The part of ari-client 2.2.0 that the worker uses.
declare module 'ari-client' {
  import type { EventEmitter } from 'node:events';

  export interface Client extends EventEmitter {
    /** The WebSocket of start(); there as soon as start() has been called. */
    readonly _ws: EventEmitter;
    readonly channels: {
      setChannelVar(options: { channelId: string; variable: string; value: string }): PromiseLike<unknown>;
      continueInDialplan(options: { channelId: string }): PromiseLike<unknown>;
    };
    readonly applications: {
      get(options: { applicationName: string }): PromiseLike<unknown>;
    };
    start(app: string): PromiseLike<void>;
    ping(): void;
  }

  export function connect(url: string, user: string, password: string): PromiseLike<Client>;
}
