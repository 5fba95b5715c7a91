// The live board in wire form: each message stringified and framed once, however many clients read it.
import type { LiveChange } from '../../ports/live-feed.ts';
import type { LiveSnapshot } from '../../services/live-calls.ts';
import { toWireAlert } from '../../wire/alert.ts';
import { toWireCall } from '../../wire/call.ts';
import { type LiveMessage, toWirePbx } from '../../wire/live.ts';
import { toWirePool } from '../../wire/pool.ts';
import { toWireVisit } from '../../wire/visitor.ts';
import { textFrame } from './text-frame.ts';

export function snapshotFrame({ seq, calls, pools, pbxs, alerts }: LiveSnapshot): Buffer {
  return frame({
    type: 'snapshot',
    seq,
    calls: calls.map(toWireCall),
    pools: pools.map(toWirePool),
    pbxs: pbxs.map(toWirePbx),
    alerts: alerts.map(toWireAlert),
  });
}

export function changeFrame(seq: number, change: LiveChange): Buffer {
  switch (change.type) {
    case 'call':
      return frame({ type: 'call', seq, call: toWireCall(change.record) });
    case 'pool':
      return frame({ type: 'pool', seq, pool: toWirePool(change.pool) });
    case 'pbx':
      return frame({ type: 'pbx', seq, pbx: toWirePbx(change.pbx) });
    case 'return':
      return frame({ type: 'return', seq, visit: toWireVisit(change.visit, change.call) });
    case 'alert':
      return frame({ type: 'alert', seq, alert: toWireAlert(change.alert) });
  }
}

function frame(message: LiveMessage): Buffer {
  return textFrame(JSON.stringify(message));
}
