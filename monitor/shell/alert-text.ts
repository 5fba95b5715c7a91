// An alert in a sentence, of what was measured.
import type { WireAlert } from '../../src/wire/alert.ts';
import { formatSpan } from '../format/span-length.ts';
import { cleanText } from '../format/visitor-text.ts';
import { alertsTexts } from '../i18n/alerts.ts';

export function alertText({ rule, subject, facts }: WireAlert): string {
  const t = alertsTexts.value;
  const number = (name: string) => Number(facts[name] ?? 0);
  switch (rule) {
    case 'pbx-down':
      return t[rule](cleanText(subject), cleanText(String(facts['reason'] ?? '')));
    case 'pool-short':
      return t[rule](cleanText(subject), number('utilisation_percent'), number('turned_away'));
    case 'missed-callers':
      return t[rule](number('callers'), formatSpan(number('longest_min') * 60));
    case 'calls-drop':
    case 'visits-drop':
      return t[rule](number('now'), number('usual'));
  }
}
