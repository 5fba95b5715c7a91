// What every server under test answers to a lease request: as many bytes, so that none is ahead by saying less.

export function leaseAnswer(token: string, did: string) {
  return {
    token,
    session: 'x'.repeat(30),
    visitor: 'x'.repeat(14),
    numbers: [
      {
        replace: '+74991112233',
        did,
        national: '8 (495) 100-00-01',
        international: '+7 495 100 00 01',
      },
    ],
    pool: 'moscow',
    region: null,
    expires_in_s: 180,
    heartbeat_s: 30,
    overflow: false,
    visit_code: '12345',
  };
}

/** How many numbers each side has to lend: more than a run can use up. */
export const NUMBERS = 400_000;

/** The n-th of them. */
export function did(n: number): string {
  return `+7495${1_000_000 + n}`;
}

/** How long the other sides lend a number (ms). */
export const LIFE = 180_000;
