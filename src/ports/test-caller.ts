// Calls one of our own DIDs from outside, to see whether the call comes back.
import type { E164 } from '../core/e164.ts';
import type { Millis } from '../core/millis.ts';

export type TestCall =
  /** It came in after so long. `caller` is what the carrier shows for us, null when withheld. */
  | { readonly outcome: 'came-back'; readonly after: Millis; readonly caller: string | null }
  /** It went out and never came in. `refusal`: what the trunk answered, when it refused the call. */
  | { readonly outcome: 'lost'; readonly refusal: string | null }
  /** Nothing is known of the DID: the box could not be reached, or does not let us call. */
  | { readonly outcome: 'not-placed'; readonly reason: string };

export interface TestCaller {
  /** Never rejects. */
  call(did: E164): Promise<TestCall>;
}
