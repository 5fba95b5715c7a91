// What a server under test tells the bench: its port, and when asked the processor time it has used.

export interface ServerMessage {
  port: number;
  /** us */
  cpu: number;
}

export function underTest(port: number): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system });
  });
  process.on('disconnect', () => process.exit());
  process.send?.({ port });
}
