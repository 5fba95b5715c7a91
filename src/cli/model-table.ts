// A model of callers as lines of text: of a thousand visits, how many phone within how long.
import type { CallModel } from '../core/call-model.ts';
import { DelayModel } from '../core/delay-model.ts';
import type { Millis } from '../core/millis.ts';
import { STAGES } from '../core/standing.ts';

const MINUTE: Millis = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WITHIN: readonly (readonly [string, Millis])[] = [
  ['1 min', MINUTE],
  ['4 min', 4 * MINUTE],
  ['15 min', 15 * MINUTE],
  ['1 h', HOUR],
  ['4 h', 4 * HOUR],
  ['1 d', DAY],
  ['7 d', 7 * DAY],
];

export function modelTable(model: CallModel): string {
  const every = 1 / model.strangerRate / DAY;
  const sites = [...model.sites].map(([site, learned]) => siteTable(site, learned));
  const none =
    sites.length === 0 ? ['No call has taught anything yet: what is believed is the prior.\n'] : [];
  return [...none, ...sites, `Strangers call a number once in ${every.toFixed(0)} days.\n`].join('\n');
}

function siteTable(site: string, learned: DelayModel): string {
  const prior = new DelayModel(0);
  const calls = STAGES.reduce((sum, stage) => sum + learned.countedCalls(stage), 0);
  const lines = STAGES.map((stage) => {
    const within = WITHIN.map(([, until]) => thousand(learned.expectedCalls(stage, until)));
    return line([
      stage,
      ...within,
      learned.countedCalls(stage).toFixed(1),
      thousand(prior.expectedCalls(stage, 7 * DAY)),
    ]);
  });
  return [
    `Site ${site}, learned from ${calls.toFixed(0)} calls. Of 1,000 visits that stand so, so many phone within:`,
    line(['since the last sign', ...WITHIN.map(([name]) => name), 'calls', 'prior 7 d']),
    ...lines,
    '',
  ].join('\n');
}

function thousand(calls: number): string {
  const figure = calls * 1_000;
  return figure.toFixed(figure < 10 ? 1 : 0);
}

function line([first = '', ...cells]: readonly string[]): string {
  return first.padEnd(20) + cells.map((cell) => cell.padStart(10)).join('');
}
