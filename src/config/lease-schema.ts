// The keys about leases: how long a visitor keeps a DID.
import { z } from 'zod';
import { duration } from './duration.ts';
import { integer, share } from './leaf.ts';

const TtlSchema = z.strictObject({
  engaged: duration().prefault('5m').describe('While the visitor scrolls, clicks or types.'),
  visible: duration().prefault('3m').describe('While the page is in sight and nothing else happens.'),
  hidden: duration().prefault('2m').describe('After the page went to the background.'),
  left: duration().prefault('1m').describe('After the page was closed or left.'),
  intent: duration().prefault('15m').describe('After the visitor clicked or copied the number.'),
});

const PressureSchema = z.strictObject({
  threshold: share()
    .prefault(0.5)
    .describe('The share of a pool in use (0 to 1) from which its times are shortened.'),
  shrink: share()
    .prefault(0.05)
    .describe(
      'What the times of barely engaged visitors, linger and the cooldown shrink to as the pool fills: a share of themselves.',
    ),
});

const AtOnceSchema = z.strictObject({
  per_address: integer(0, 1_000_000)
    .prefault(20)
    .describe(
      'How many running leases one address (IPv4, or IPv6 /64) may hold; whoever comes then gets the overflow number. Offices and mobile carriers put many visitors behind one address: leave them room. Visitors on this machine itself are not counted. 0: no limit.',
    ),
});

export const LeaseSchema = z.strictObject({
  defer: duration({ zero: true })
    .prefault('5s')
    .describe(
      'How long a page that is only looked at waits before it asks for a number; a scroll, touch or key ends the wait at once. 0: it asks at once.',
    ),
  ttl: TtlSchema.prefault({}).describe('How long a lease lives after the last sign of life, by engagement.'),
  linger: duration({ zero: true })
    .prefault('5m')
    .describe("How long an ended lease stays the visitor's: coming back, they get the same DID."),
  cooldown: duration({ zero: true })
    .prefault('30m')
    .describe('How long the DID then rests, so that a late call still finds its last holder.'),
  maximum: duration().prefault('4h').describe('The longest a lease may live, however engaged the visitor.'),
  hold_after_call: duration({ zero: true })
    .prefault('10m')
    .describe('How long a DID stays with its visitor after a call to it has ended.'),
  heartbeat: duration()
    .prefault('30s')
    .describe('How often an open page reports. At most half of `lease.ttl.visible`.'),
  per_address: integer(0, 1_000_000)
    .prefault(300)
    .describe(
      'How many leases a minute one address (IPv4, or IPv6 /64) may ask for, so that a flood cannot empty a pool. 0: no limit.',
    ),
  at_once: AtOnceSchema.prefault({}).describe('How many numbers may be lent out at the same time.'),
  pressure: PressureSchema.prefault({}).describe('What happens when a pool runs short.'),
});
