// Where the dialplan was told to send a call: `sales (rule 1: region RU-MOW)`; null when it did not ask.
import type { WireCall } from '../../src/wire/call.ts';

export function routeOf({ route }: WireCall): string | null {
  if (!route) return null;
  const why = route.reasons.join('; ');
  return route.destination === null ? why : `${route.destination} (${why})`;
}
