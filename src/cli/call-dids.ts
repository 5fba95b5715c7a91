// `leaseline check --live --call-dids`: calls each free DID of the pools, one after the other.
import { AmiTestCaller } from '../adapters/asterisk/ami/ami-test-caller.ts';
import { busyDids } from '../adapters/storage/busy-dids.ts';
import type { Config } from '../config/config.ts';
import type { DidMatcher } from '../core/did-catalogue.ts';
import type { E164 } from '../core/e164.ts';
import { findingsOn, type LiveFinding } from '../core/live-finding.ts';
import type { Clock } from '../ports/clock.ts';
import type { TestCall } from '../ports/test-caller.ts';

export interface CallDidsOptions {
  readonly config: Config;
  readonly catalogue: DidMatcher;
  readonly clock: Clock;
  readonly say: (line: string) => void;
}

/** By each box that has a health_test. */
export async function callDids(options: CallDidsOptions): Promise<LiveFinding[]> {
  const { config, catalogue, clock, say } = options;
  const findings: LiveFinding[] = [];
  for (const { name, ami, healthTest } of config.asterisk) {
    if (healthTest === null) {
      findings.push(
        findingsOn(name).warning(
          'DID_CALLS',
          'no health_test is configured: no DID was called',
          'See docs/operating.md.',
        ),
      );
      continue;
    }
    const caller = new AmiTestCaller({ ...ami, ...healthTest, catalogue, clock });
    const { free, busy } = sortOut(config, clock);
    const calls = new Map<E164, TestCall>();
    for (const did of free) {
      const call = await caller.call(did);
      say(`${name}: ${did} ${wordsFor(call)}`);
      calls.set(did, call);
      if (call.outcome === 'not-placed') break;
    }
    findings.push(...explain(name, calls, busy));
  }
  return findings;
}

/** Somebody may be looking at a DID that is not free, and about to dial it. */
function sortOut({ pools, storage, lease }: Config, clock: Clock): { free: E164[]; busy: number } {
  const now = clock.now();
  const busy = busyDids(storage.path, now, now - lease.holdAfterCall);
  const dids = pools.flatMap(({ numbers }) => numbers);
  const free = dids.filter((did) => !busy.has(did));
  return { free, busy: dids.length - free.length };
}

function explain(name: string, calls: ReadonlyMap<E164, TestCall>, busy: number): LiveFinding[] {
  const { ok, fault } = findingsOn(name);
  const of = (outcome: TestCall['outcome']) => [...calls].filter(([, call]) => call.outcome === outcome);
  const findings = of('lost').map(([did, call]) =>
    fault(
      'DID_UNREACHABLE',
      `a call to ${did} ${wordsFor(call)}`,
      'Is the number still yours, paid and sent to this trunk; has the dialplan a route for it? Until then: `disabled` of its pool.',
    ),
  );
  for (const [did, call] of of('not-placed')) {
    findings.push(
      fault(
        'DID_CALLS',
        `${did} ${wordsFor(call)}`,
        'Give the manager user write = reporting,originate; see that the channel of health_test exists.',
      ),
    );
  }
  const back = of('came-back').length;
  if (back > 0) findings.push(ok('DID_CALLS', `${back} called and came in; ${busy} in use and left alone`));
  return findings;
}

function wordsFor(call: TestCall): string {
  switch (call.outcome) {
    case 'came-back':
      return `came in after ${call.after} ms`;
    case 'lost':
      return call.refusal === null
        ? 'did not come in'
        : `did not come in: the trunk refused it (${call.refusal})`;
    case 'not-placed':
      return `could not be called: ${call.reason}`;
  }
}
