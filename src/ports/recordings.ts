// Where the recording of a call can be had.
import type { Call } from '../core/call.ts';

export type RecordingPlace =
  | {
      readonly kind: 'file';
      /** Absolute; exists, and is an audio file of the owner's recordings. */
      readonly path: string;
    }
  | { readonly kind: 'remote'; readonly url: string; readonly authorization: string | null };

export interface Recordings {
  /** Null when there is none, or none that may be played. */
  find(call: Call): Promise<RecordingPlace | null>;
}
