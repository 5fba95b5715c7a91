// The keys about where calls go.
import { z } from 'zod';
import { WEEKDAYS } from '../core/local-time.ts';
import { PREFIX_WORDS } from '../core/name-prefix.ts';
import { webUrl } from './address.ts';
import { formatDuration, readDuration } from './duration.ts';
import { choice, decimal, id, integer, leaf, numberText, text, textLeaf } from './leaf.ts';
import { bad, good, quoted } from './reading.ts';
import { region } from './region.ts';

/** Together with Asterisk's own part, an answer must be there before the dialplan goes on by itself (0.9 s). */
const LONGEST_HOOK = 700;

const WorkingHoursSchema = z.strictObject({
  days: z
    .array(choice(WEEKDAYS))
    .prefault([...WEEKDAYS])
    .describe(`The days: ${WEEKDAYS.join(', ')}.`),
  from: timeOfDay().meta({ description: 'When they begin, in `routing.time_zone`.', example: '"09:00"' }),
  to: timeOfDay().meta({
    description: 'When they end; at or before `from`: on the next day. "24:00" is midnight.',
    example: '"18:00"',
  }),
});

const workingHours = () => z.array(WorkingHoursSchema).prefault([]);

const CapSchema = z.strictObject({
  calls: integer(1, 1_000_000).meta({ description: 'At most so many calls.', example: '20' }),
  per: choice(['hour', 'day']).prefault('day').describe('By the clock: hour, or day.'),
});

const DestinationSchema = z.strictObject({
  name: id().meta({ description: 'A name; rules, the hook and reports use it.', example: 'sales' }),
  target: target().meta({
    description:
      'Its place in the dialplan, context,extension,priority, or an extension. `{agent}` stands for the extension of the agent that `last_agent` found.',
    example: '"queue-sales,s,1"',
  }),
  agents: z
    .array(text())
    .prefault([])
    .describe(
      'Who answers there, as calls show it (PJSIP/101, or the name of a queue member): for `last_agent`.',
    ),
  working_hours: workingHours().describe('When it takes calls. Empty: always.'),
  weight: decimal(0.001, 1_000_000)
    .prefault(1)
    .describe('Its part of the calls among those that share them.'),
  priority: integer(1, 1_000)
    .prefault(1)
    .describe('1 is first; others get calls when all before them are closed or at their cap.'),
  cap: CapSchema.optional().describe('The most calls it gets.'),
  at_once: integer(0, 1_000_000).prefault(0).describe('The most calls it has at the same time. 0: no limit.'),
});

const WhenSchema = z.strictObject({
  regions: z
    .array(region())
    .prefault([])
    .describe("The visitor's regions; when no visit is known, those of the caller's number."),
  sources: z.array(text()).prefault([]).describe('Sources of the visit (yandex, google, "(direct)").'),
  mediums: z.array(text()).prefault([]).describe('Mediums of the visit (cpc, organic).'),
  campaigns: z.array(text()).prefault([]).describe('Campaigns of the visit.'),
  sites: z.array(id()).prefault([]).describe('Ids of sites.'),
  pools: z.array(id()).prefault([]).describe('Ids of pools.'),
  dids: z.array(numberText()).prefault([]).describe('The numbers called.'),
  repeat: yesOrNo().optional().describe('true: callers who have called before; false: first calls.'),
  working_hours: workingHours().describe('When the rule applies. Empty: always.'),
});

const RuleSchema = z.strictObject({
  when: WhenSchema.prefault({}).describe(
    'The calls it is for: each list that is not empty must name theirs.',
  ),
  last_agent: yesOrNo().prefault(false).describe('Whether to try the agent who talked with the caller last.'),
  to: z
    .array(id())
    .optional()
    .describe('Names of destinations: one, or several that share the calls by priority and weight.'),
});

const HookSchema = z.strictObject({
  url: webUrl().meta({
    description:
      'Where the call is posted as JSON. The answer names a destination: {"destination": "sales"}.',
    example: 'http://127.0.0.1:9000/route',
  }),
  timeout: hookTimeout()
    .prefault('0.6s')
    .describe(
      `How long the answer may take, at most ${formatDuration(LONGEST_HOOK)}; then the rules decide.`,
    ),
  secret: text().optional().describe('Signs the requests (HMAC-SHA256), so that your program knows them.'),
  secret_file: text().optional().describe('A file that holds the secret, instead of `secret`.'),
});

export const RoutingSchema = z.strictObject({
  time_zone: timeZone()
    .prefault('UTC')
    .describe('The time zone of working hours and caps, such as Europe/Moscow.'),
  caller_name: template()
    .prefault('{source} {campaign}: ')
    .describe(
      `What is put before the caller's name, in LEASELINE_PREFIX: text and ${PREFIX_WORDS.map((word) => `{${word}}`).join(', ')}.`,
    ),
  destinations: z.array(DestinationSchema).prefault([]).describe('Where calls may go.'),
  rules: z
    .array(RuleSchema)
    .prefault([])
    .describe('In order: the first that is for the call and has a destination open decides.'),
  default: id()
    .optional()
    .describe("The destination when no rule decides. Default: the dialplan's own route."),
  hook: HookSchema.optional().describe('A program of yours that may choose the destination.'),
});

/** Minutes since midnight. */
function timeOfDay() {
  return textLeaf<number>((written) => {
    const [, hour, minute] = /^(\d{1,2}):(\d\d)$/.exec(written) ?? [];
    const minutes = Number(hour) * 60 + Number(minute);
    return Number(minute) < 60 && minutes <= 1_440
      ? good(minutes)
      : bad(`${quoted(written)} is not a time of day`, 'Write it in quotes, for example "09:00".');
  });
}

/** A Goto of the dialplan: nothing that could be anything else there. */
function target() {
  return textLeaf<string>((written) =>
    /^(?:[\w.*#+-]|\{agent\})+(?:,(?:[\w.*#+-]|\{agent\})+,[\w-]+)?$/.test(written)
      ? good(written)
      : bad(
          `${quoted(written)} is not a place in the dialplan`,
          'Write context,extension,priority, such as "queue-sales,s,1", or an extension.',
        ),
  );
}

function timeZone() {
  return textLeaf<string>((written) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: written });
      return good(written);
    } catch {
      return bad(`${quoted(written)} is not a time zone`, 'Write its IANA name, for example Europe/Moscow.');
    }
  });
}

function template() {
  return leaf<string, string>((value) => {
    if (typeof value !== 'string' || /\p{Cc}/u.test(value))
      return bad('this must be text of one line', 'Put it in quotes.');
    const known: readonly string[] = PREFIX_WORDS;
    const unknown = [...value.matchAll(/\{([^}]*)\}?/g)].find(
      ([whole, name = '']) => !whole.endsWith('}') || !known.includes(name),
    );
    return unknown
      ? bad(
          `${quoted(unknown[0])} stands for nothing`,
          `There is: ${known.map((word) => `{${word}}`).join(', ')}.`,
        )
      : good(value);
  });
}

function yesOrNo() {
  return leaf<boolean, boolean>((value) =>
    typeof value === 'boolean'
      ? good(value)
      : bad(`${quoted(value)} is neither true nor false`, 'Write true or false.'),
  );
}

function hookTimeout() {
  return leaf<string | number, number>((value) => {
    const reading = readDuration(value);
    if (!reading.ok) return reading;
    return reading.value >= 50 && reading.value <= LONGEST_HOOK
      ? reading
      : bad(
          `${quoted(value)} is too ${reading.value < 50 ? 'short' : 'long'} for a caller who waits`,
          `Write from 0.05s to ${formatDuration(LONGEST_HOOK)}.`,
        );
  });
}
