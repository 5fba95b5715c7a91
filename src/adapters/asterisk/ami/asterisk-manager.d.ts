// Types of the asterisk-manager package, which ships none: only what our adapter touches.
declare module 'asterisk-manager' {
  import type { TcpNetConnectOpts } from 'node:net';

  type Callback = (error?: unknown, response?: unknown) => void;

  /** Made by calling it, with or without `new`. A null port makes it wait for connect(). */
  interface Manager {
    on(event: string, listener: (...values: unknown[]) => void): void;
    emit(event: string, ...values: unknown[]): boolean;
    removeAllListeners(event: string): void;
    /** Despite the package's documentation the first argument goes to net.createConnection() as it is. */
    connect(
      options: TcpNetConnectOpts & { signal: AbortSignal },
      host: undefined,
      callback: () => void,
    ): void;
    login(callback: Callback): void;
    action(action: Record<string, string>, callback?: Callback): string;
  }

  function Manager(port: null, host: null, username: string, password: string): Manager;
  export = Manager;
}
