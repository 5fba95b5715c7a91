// What the configuration says of a box, as far as an examination needs it.
import type { DidCatalogue } from '../../core/did-catalogue.ts';
import type { E164 } from '../../core/e164.ts';

export interface ExaminedBox {
  readonly name: string;
  readonly ami: { readonly host: string; readonly port: number; readonly username: string };
  readonly trunkContexts: readonly string[];
  /** Every DID that a call may come to: of pools, their overflow, channels. */
  readonly dids: readonly E164[];
  readonly catalogue: Pick<DidCatalogue, 'match'>;
  /** Whether the box is asked by ARI. */
  readonly routing: boolean;
  /** Whether calls are placed to find out which DIDs still work. */
  readonly healthTest: boolean;
  /** Whether somebody was asked to place a test call. */
  readonly callExpected: boolean;
}
