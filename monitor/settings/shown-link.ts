// A one-time link just made, and whom it is for.
import type { WireOneTimeLink } from '../../src/wire/user.ts';

export interface ShownLink extends WireOneTimeLink {
  readonly name: string;
}
