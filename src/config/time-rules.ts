// Cross checks of times: a heartbeat that keeps leases alive, limits that do not contradict each other.
import { formatDuration } from './duration.ts';
import { LeaseSchema } from './lease-schema.ts';
import type { Report } from './report.ts';
import { AttributionSchema, RetentionSchema } from './server-schema.ts';
import type { Draft } from './shape.ts';

export function checkTimes(draft: Draft, report: Report): void {
  // Every key here has a default, so what is left of a faulty group still parses.
  const lease = LeaseSchema.safeParse(draft.lease ?? {}).data;
  const attribution = AttributionSchema.safeParse(draft.attribution ?? {}).data;
  const retention = RetentionSchema.safeParse(draft.retention ?? {}).data;
  if (!lease || !attribution || !retention) return;

  const { ttl, heartbeat, maximum } = lease;
  const [longest, length] = Object.entries(ttl).reduce((one, two) => (two[1] > one[1] ? two : one));
  if (maximum < length) {
    report.fault(
      ['lease', 'maximum'],
      `${formatDuration(maximum)} is shorter than lease.ttl.${longest} (${formatDuration(length)})`,
      'Make the maximum longer, or that time shorter.',
    );
  }
  if (heartbeat > ttl.visible / 2) {
    report.fault(
      ['lease', 'heartbeat'],
      `${formatDuration(heartbeat)} is more than half of lease.ttl.visible (${formatDuration(ttl.visible)}), so one lost heartbeat would cost a reader their number`,
      `Write at most ${formatDuration(ttl.visible / 2)}.`,
    );
  }
  if (ttl.left > ttl.engaged) {
    report.warn(
      ['lease', 'ttl', 'left'],
      `visitors who left keep a number longer (${formatDuration(ttl.left)}) than engaged ones (${formatDuration(ttl.engaged)})`,
      'Swap the two if that is a mistake.',
    );
  }
  if (attribution.look_back < lease.linger + lease.cooldown) {
    report.warn(
      ['attribution', 'look_back'],
      `${formatDuration(attribution.look_back)} is shorter than linger and cooldown together (${formatDuration(lease.linger + lease.cooldown)}), so late calls find nobody`,
      'Make it longer.',
    );
  }
  if (retention.leases !== null && retention.leases < attribution.look_back) {
    report.fault(
      ['retention', 'leases'],
      `${formatDuration(retention.leases)} is shorter than attribution.look_back (${formatDuration(attribution.look_back)})`,
      'Keep leases at least as long as calls look back.',
    );
  }
}
