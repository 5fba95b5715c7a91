// How a caller is called: the number, or that it was withheld.
import type { WireCall } from '../../src/wire/call.ts';
import { formatPhoneNumber } from '../format/phone-number.ts';
import { cleanText } from '../format/visitor-text.ts';
import { texts } from '../i18n/language.ts';

export function callerName(call: WireCall): string {
  return call.caller === null ? texts.value.call.hiddenCaller : formatPhoneNumber(cleanText(call.caller));
}
