// A scenario's YAML: the shape and meaning of every key. What is not written does not happen.
import { z } from 'zod';
import { duration } from '../config/duration.ts';
import { choice, decimal, integer, share } from '../config/leaf.ts';
import { LENGTH_SHAPES } from '../simulation/length.ts';

/** Shares written as decimals need not sum to 1 to the last bit. */
const ROUNDING = 1e-6;

const LengthSchema = z.strictObject({
  shape: choice(LENGTH_SHAPES).meta({ example: 'lognormal' }),
  median: duration().meta({ example: '40s' }),
  spread: decimal(0.1, 10).prefault(1),
});

const BrowsingSchema = z.strictObject({
  pages: decimal(1, 100).meta({ example: '3' }),
  tabs: share({ zero: true }).prefault(0),
  stay: LengthSchema,
  engaged: share({ zero: true }).meta({ example: '0.8' }),
  first_touch: LengthSchema,
  hides: share({ zero: true }).meta({ example: '0.1' }),
  hidden: LengthSchema,
  keeps_tab: share({ zero: true }).meta({ example: '0.2' }),
});
const SharedBrowsingSchema = BrowsingSchema.extend({ share: share({ zero: true }).meta({ example: '0.3' }) });

const DelaysSchema = z
  .array(
    LengthSchema.extend({
      share: share().meta({ example: '0.5' }),
      page_open: z.boolean().prefault(false),
    }),
  )
  .superRefine((delays, context) => {
    const sum = delays.reduce((total, delay) => total + delay.share, 0);
    if (Math.abs(sum - 1) <= ROUNDING) return;
    context.addIssue({
      code: 'custom',
      message: `the shares sum to ${Number(sum.toFixed(6))}`,
      params: { remedy: 'Make them sum to 1.' },
    });
  });

const TellingSchema = z.strictObject({
  known: share({ zero: true }).meta({ example: '0.9' }),
  right: share({ zero: true }).meta({ example: '0.8' }),
});
const SILENT = { known: 0, right: 1 };

const CodeSchema = z.strictObject({
  share: share({ zero: true }).meta({ example: '0.05' }),
  after: LengthSchema,
});

const ProfileSchema = z.array(decimal(0, 1_000_000)).superRefine((profile, context) => {
  if (profile.length === 24 && profile.some((weight) => weight > 0)) return;
  context.addIssue({
    code: 'custom',
    message: 'this must be 24 weights, not all 0',
    params: { remedy: 'Write one for each hour of the day, from midnight.' },
  });
});

export const ScenarioSchema = z.strictObject({
  seeds: z
    .array(integer(0, 2 ** 31))
    .min(1)
    .meta({ example: '[1, 2, 3]' }),
  days: integer(1, 3_660).meta({ example: '30' }),
  warm_up: integer(0, 3_660).prefault(0),
  pool_sizes: z.array(integer(1, 1_000_000)).min(1).meta({ example: '[20, 40]' }),
  reach: share().prefault(0.6),
  visits_a_day: integer(1, 10_000_000).meta({ example: '1500' }),
  hourly_profile: ProfileSchema.meta({ example: '[1, 1, ...]' }),
  mobile: share({ zero: true }).meta({ example: '0.7' }),
  regions: z
    .strictObject({
      shares: z.array(share()).min(1).meta({ example: '[0.8, 0.2]' }),
      geoip: TellingSchema.prefault(SILENT),
      numbers: TellingSchema.prefault(SILENT),
    })
    .prefault({ shares: [1] }),
  bots: SharedBrowsingSchema,
  bounces: SharedBrowsingSchema,
  readers: BrowsingSchema,
  heartbeat: duration().meta({ example: '30s' }),
  settled_after: duration().meta({ example: '10s' }),
  calls: z.strictObject({
    probability: z.strictObject({
      bounced: share({ zero: true }).meta({ example: '0.003' }),
      visible: share({ zero: true }).meta({ example: '0.01' }),
      engaged: share({ zero: true }).meta({ example: '0.06' }),
    }),
    delays: DelaysSchema,
    delay_factor: decimal(0.01, 100).prefault(1),
    intent: share({ zero: true }).meta({ example: '0.7' }),
    length: LengthSchema,
    again: z.strictObject({ share: decimal(0, 0.9).meta({ example: '0.15' }), after: LengthSchema }),
    withheld: share({ zero: true }).prefault(0),
    second_number: share({ zero: true }).prefault(0),
    code: CodeSchema.prefault({ share: 0, after: { shape: 'lognormal', median: '30s' } }),
  }),
  returns: z.strictObject({
    share: decimal(0, 0.9).meta({ example: '0.2' }),
    after: LengthSchema,
    other_device: share({ zero: true }).prefault(0),
  }),
  strangers_every: duration().meta({ example: '20d' }),
});
