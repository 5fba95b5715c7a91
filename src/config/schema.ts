// The whole YAML file: shape, defaults and meaning of every key.
import { z } from 'zod';
import { listenAddress, proxyRange, webUrl } from './address.ts';
import { AlertSchema } from './alert-schema.ts';
import { AsteriskSchema } from './asterisk-schema.ts';
import { LeaseSchema } from './lease-schema.ts';
import { ChannelNumberSchema, PoolSchema, SiteSchema } from './number-schema.ts';
import { country } from './region.ts';
import { RoutingSchema } from './routing-schema.ts';
import {
  AttributionSchema,
  GeoipSchema,
  LogSchema,
  RetentionSchema,
  StorageSchema,
} from './server-schema.ts';
import { UserSchema } from './user-schema.ts';

export const ConfigSchema = z.strictObject({
  listen: listenAddress()
    .prefault('127.0.0.1:8080')
    .describe('The address the server listens on, host:port. Put a reverse proxy with TLS in front of it.'),
  public_url: webUrl()
    .optional()
    .describe('The address under which visitors reach the server. Default: `http://` and `listen`.'),
  country: country().meta({
    description: 'How numbers without a country code are read: an ISO 3166-1 code.',
    example: 'RU',
  }),
  trusted_proxies: z
    .array(proxyRange())
    .prefault(['loopback'])
    .describe(
      'Whose X-Forwarded-For is believed: addresses, ranges, `loopback`, `linklocal`, `uniquelocal`.',
    ),
  log: LogSchema.prefault({}).describe('The log, JSON lines on standard output.'),
  storage: StorageSchema.prefault({}).describe('Where leases, visits and calls are kept.'),
  geoip: GeoipSchema.prefault({}).describe('Where visitors are: needed only for pools with regions.'),
  asterisk: z.array(AsteriskSchema).prefault([]).describe('The Asterisk boxes.'),
  pools: z.array(PoolSchema).prefault([]).describe('The DIDs lent to visitors.'),
  channel_numbers: z
    .array(ChannelNumberSchema)
    .prefault([])
    .describe('DIDs fixed to one advertising channel: radio, print, a listing.'),
  sites: z.array(SiteSchema).prefault([]).describe('The websites.'),
  lease: LeaseSchema.prefault({}).describe('How long a visitor keeps a DID.'),
  attribution: AttributionSchema.prefault({}).describe('How calls are credited to visits.'),
  routing: RoutingSchema.prefault({}).describe('Where calls go, for dialplans that ask (docs/routing.md).'),
  alerts: AlertSchema.prefault({}).describe('When the monitor alerts, and what to.'),
  retention: RetentionSchema.prefault({}).describe('How long data is kept.'),
  users: z.array(UserSchema).prefault([]).describe('Who may see calls, beside those made in the monitor.'),
});

/** What the owner may write. */
export type Written = z.input<typeof ConfigSchema>;

/** What a sound file means, before numbers, paths and secrets are resolved. */
export type Parsed = z.output<typeof ConfigSchema>;

/** Keys of DESIGN's later capabilities: known, but refused rather than silently ignored. */
export const LATER_KEYS: readonly string[] = ['notifications', 'integrations'];
