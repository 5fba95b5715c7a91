// A lease journal in memory.
import type { Lease } from '../../src/core/lease.ts';
import type { Millis } from '../../src/core/millis.ts';
import type { Session } from '../../src/core/session.ts';
import type { LeaseJournal } from '../../src/ports/lease-journal.ts';

const DAY = 86_400_000;

export class FakeLeaseJournal implements LeaseJournal {
  readonly leases = new Map<string, Lease>();
  readonly sessions = new Map<string, Session>();
  /** Set it to let writes fail, as a full disk would: grants reject, lazy changes wait. */
  failure: Error | null = null;
  /** Tells what a call refers to; such leases and sessions are not forgotten. */
  isReferred: (lease: string | null, session: string | null) => boolean = () => false;
  #waiting: (() => void)[] = [];

  async granted(lease: Lease, session: Session): Promise<void> {
    await this.#write(() => {
      this.sessions.set(session.id, session);
      this.leases.set(lease.token, lease);
    });
  }

  async visited(session: Session, _turnedAway: boolean): Promise<void> {
    await this.#write(() => this.sessions.set(session.id, session));
  }

  leaseChanged(lease: Lease): void {
    this.#later(() => {
      if (this.leases.has(lease.token)) this.leases.set(lease.token, lease);
    });
  }

  sessionChanged(session: Session): void {
    this.#later(() => this.sessions.set(session.id, session));
  }

  load(since: Millis): { leases: Lease[]; sessions: Session[] } {
    const leases = [...this.leases.values()].filter(
      (lease) => lease.endedAt === null || lease.endedAt >= since,
    );
    const ids = new Set(leases.map((lease) => lease.session));
    return { leases, sessions: [...this.sessions.values()].filter((session) => ids.has(session.id)) };
  }

  session(id: string): Session | null {
    return this.sessions.get(id) ?? null;
  }

  visitsOf(site: string, visitor: string, until: Millis, limit: number): Session[] {
    return [...this.sessions.values()]
      .filter((each) => each.site === site && each.visitor === visitor && each.startedAt <= until)
      .sort((a, b) => b.startedAt - a.startedAt)
      .slice(0, limit);
  }

  async visitsWithCode(code: string, from: Millis, to: Millis): Promise<Session[]> {
    return [...this.sessions.values()].filter(
      ({ visitCode, startedAt, lastSeenAt }) => visitCode === code && lastSeenAt >= from && startedAt <= to,
    );
  }

  forget(before: Millis): number {
    const size = this.leases.size + this.sessions.size;
    for (const lease of this.leases.values()) {
      const isOld = lease.endedAt !== null && lease.endedAt < before;
      if (isOld && !this.isReferred(lease.token, null)) this.leases.delete(lease.token);
    }
    const running = [...this.leases.values()].filter((lease) => lease.endedAt === null);
    const leased = new Set(running.map((lease) => lease.session));
    for (const { id, lastSeenAt } of this.sessions.values()) {
      if (lastSeenAt < before - DAY && !leased.has(id) && !this.isReferred(null, id))
        this.sessions.delete(id);
    }
    return size - this.leases.size - this.sessions.size;
  }

  async #write(run: () => void): Promise<void> {
    if (this.failure) throw this.failure;
    this.#catchUp();
    run();
  }

  #later(run: () => void): void {
    this.#waiting.push(run);
    if (!this.failure) this.#catchUp();
  }

  #catchUp(): void {
    for (const run of this.#waiting.splice(0)) run();
  }
}
