// One Asterisk box, as call tracking sees it.
import type { CallEvent, PbxSnapshot } from '../core/call-event.ts';

export interface TelephonyListener {
  /** The link came up. The snapshot holds what is alive now; events that follow come after it, none is missed. */
  linkUp(snapshot: PbxSnapshot): void;
  /** What is alive, looked up while the link is up; events of a moment before may still follow. */
  looked(snapshot: PbxSnapshot): void;
  linkDown(reason: string): void;
  event(event: CallEvent): void;
}

export interface Telephony {
  /** The box's name in the configuration. */
  readonly pbx: string;
  /** Connects, and keeps connecting until stopped. */
  start(listener: TelephonyListener): void;
  stop(): Promise<void>;
}
