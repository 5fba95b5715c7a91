// The ways in which a trunk may write a DID.
import { type E164, formatNational } from './e164.ts';

/**
 * `+74951230001`, `74951230001`, `84951230001`, `4951230001`, `0074951230001`: with and without the plus, national with
 * the country's own prefix and without it, and with 00.
 */
export function didForms(did: E164): string[] {
  const digits = did.slice(1);
  const national = formatNational(did).replace(/\D/g, '');
  const local = digits.slice(-(national.length - 1));
  const forms = [did, digits, national, `00${digits}`];
  // `8 (495) ...`: the first digit is the prefix unless the number itself ends with all of them.
  if (!digits.endsWith(national) && national.endsWith(local)) forms.splice(3, 0, local);
  return [...new Set(forms)];
}
