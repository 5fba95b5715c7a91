// Visitor calls that answer what the test says, and remember what was asked.
import type {
  ActivityAnswer,
  ActivityReport,
  LeaseAnswer,
  LeaseDemand,
  VisitorCalls,
} from '../../../src/services/lease-answer.ts';
import { e164 } from '../../support/builders.ts';

export const NUMBERS: Extract<LeaseAnswer, { kind: 'numbers' }> = {
  kind: 'numbers',
  token: 'token-1',
  session: 'session-1',
  visitor: 'visitor-1',
  numbers: [
    {
      replace: e164('+74951112233'),
      did: e164('+74951230001'),
      national: '8 (495) 123-00-01',
      international: '+7 495 123 00 01',
    },
  ],
  pool: 'moscow',
  region: 'RU-MOW',
  expiresInS: 300,
  heartbeatS: 30,
  overflow: false,
  visitCode: '4821',
};

export class FakeVisitors implements VisitorCalls {
  readonly demands: LeaseDemand[] = [];
  readonly reports: { token: string; report: ActivityReport }[] = [];
  readonly released: string[] = [];
  /** How a lease is answered; later than the request, as a commit is. */
  answerLease: () => Promise<LeaseAnswer> = () =>
    new Promise((resolve) => {
      setTimeout(() => resolve(NUMBERS), 5);
    });

  lease(demand: LeaseDemand): Promise<LeaseAnswer> {
    this.demands.push(demand);
    return this.answerLease();
  }

  activity(token: string, report: ActivityReport): ActivityAnswer {
    if (token === 'broken') throw new Error('a fault of ours');
    this.reports.push({ token, report });
    return token === 'token-1' ? { kind: 'renewed', expiresInS: 240, heartbeatS: 20 } : { kind: 'gone' };
  }

  release(token: string): void {
    this.released.push(token);
  }

  /** Everything that reached the service. */
  get asked(): number {
    return this.demands.length + this.reports.length + this.released.length;
  }
}
