// Tells the page's counters which number is lent, and when somebody is about to call it (`publish` of the site's settings).
import type { SnippetSettings } from '../../src/wire/snippet-settings.ts';

/** The build's footer passes what the server puts in. */
declare const LEASELINE: Pick<SnippetSettings, 'publish'>;

type Counter = (...words: unknown[]) => void;
type Counters = { dataLayer?: unknown[]; gtag?: Counter; ym?: Counter };

/** Under these names the events come up in the counters. */
type Told = 'leaseline_number' | 'leaseline_intent';

const page = window as unknown as Counters;
/** What was told last: the same number is lent again on every page. */
let told = '';
let hasIntent = false;

function publish(event: Told, { numbers, visit_code }: LeaselineLent): void {
  const number = numbers[0]?.did;
  if (!number) return;
  for (const place of LEASELINE.publish ?? []) {
    if (place === 'dataLayer') {
      page.dataLayer ??= [];
      page.dataLayer.push({ event, leaseline_number: number, leaseline_visit_code: visit_code });
    } else if (place === 'gtag') page.gtag?.('event', event, { leaseline_number: number, visit_code });
    else {
      // `ym:12345678`
      const counter = Number(place.slice(3));
      if (event === 'leaseline_intent') page.ym?.(counter, 'reachGoal', event);
      else page.ym?.(counter, 'params', { [event]: number });
    }
  }
}

function onNumber(lent: LeaselineLent): void {
  const now = JSON.stringify(lent.numbers);
  if (now !== told) publish('leaseline_number', lent);
  told = now;
}

window.leaseline('ready', onNumber);
document.addEventListener('leaseline:number', ({ detail }) => onNumber(detail));
document.addEventListener('leaseline:intent', ({ detail }) => {
  if (!hasIntent) publish('leaseline_intent', detail);
  hasIntent = true;
});
