// Core values with sensible defaults: a test names only what matters to it.
import type { Attribution } from '../../src/core/attribution.ts';
import type { Call } from '../../src/core/call.ts';
import type { CallRecord } from '../../src/core/call-record.ts';
import type { E164 } from '../../src/core/e164.ts';
import type { Lease } from '../../src/core/lease.ts';
import type { Session } from '../../src/core/session.ts';
import type { Touchpoint } from '../../src/core/touchpoint.ts';
import { NOON } from './fake-clock.ts';

/** A literal known to be E.164. */
export function e164(number: string): E164 {
  return number as E164;
}

export function aTouchpoint(overrides: Partial<Touchpoint> = {}): Touchpoint {
  return {
    source: 'yandex',
    medium: 'cpc',
    campaign: 'windows-moscow',
    term: 'plastic windows',
    content: 'banner-2',
    clickIds: { yclid: '1234567890' },
    referrer: 'https://yandex.ru/',
    landingPage: 'https://shop.example.ru/?utm_source=yandex',
    ...overrides,
  };
}

export function aSession(overrides: Partial<Session> = {}): Session {
  return {
    id: 'session-1',
    visitor: 'visitor-1',
    site: 'shop',
    startedAt: NOON,
    lastSeenAt: NOON,
    touchpoint: aTouchpoint(),
    page: { url: 'https://shop.example.ru/windows', title: 'Windows' },
    pageViews: 1,
    place: { country: 'RU', region: 'RU-MOW', city: 'Moscow' },
    ids: { ym: '1700000000123456789' },
    visitCode: '4821',
    ...overrides,
  };
}

/** A running lease. */
export function aLease(overrides: Partial<Lease> = {}): Lease {
  return {
    token: 'token-1',
    pool: 'moscow',
    did: e164('+74951230001'),
    site: 'shop',
    visitor: 'visitor-1',
    session: 'session-1',
    grantedAt: NOON,
    engagement: 'engaged',
    lastActivityAt: NOON,
    engagedAt: NOON,
    intentAt: null,
    pageViews: 1,
    expiresAt: NOON + 300_000,
    endedAt: null,
    lingerUntil: null,
    coolUntil: null,
    ...overrides,
  };
}

/** An answered call that is over. */
export function aCall(overrides: Partial<Call> = {}): Call {
  return {
    id: 'office-1768478400.1',
    pbx: 'office',
    linkedid: '1768478400.1',
    did: e164('+74951230001'),
    didRaw: '74951230001',
    caller: e164('+79161234567'),
    callerRaw: '89161234567',
    callerName: null,
    state: 'ended',
    outcome: 'answered',
    end: 'caller-hung-up',
    startedAt: NOON,
    answeredAt: NOON + 8_000,
    endedAt: NOON + 68_000,
    agents: ['PJSIP/101'],
    recording: null,
    ...overrides,
  };
}

/** A call that still rings. */
export function aRingingCall(overrides: Partial<Call> = {}): Call {
  return aCall({
    state: 'ringing',
    outcome: null,
    end: null,
    answeredAt: null,
    endedAt: null,
    agents: [],
    ...overrides,
  });
}

/** A sure answer: the caller's number was lent to one visitor only. */
export function anAttribution(overrides: Partial<Attribution> = {}): Attribution {
  return {
    method: 'lease',
    confidence: 0.97,
    reasons: ['The number was lent to one visitor only'],
    candidates: [
      {
        site: 'shop',
        lease: 'token-1',
        session: 'session-1',
        visitor: 'visitor-1',
        probability: 0.97,
        source: 'yandex',
        campaign: 'windows-moscow',
      },
    ],
    site: 'shop',
    lease: 'token-1',
    session: 'session-1',
    visitor: 'visitor-1',
    touchpoint: aTouchpoint(),
    firstTouch: aTouchpoint({ source: 'vk', medium: 'social', campaign: 'spring' }),
    lastNonDirectTouch: aTouchpoint(),
    page: { url: 'https://shop.example.ru/windows', title: 'Windows' },
    region: 'RU-MOW',
    ...overrides,
  };
}

/** What is known about a call nobody can place. */
export function noAttribution(overrides: Partial<Attribution> = {}): Attribution {
  return {
    method: 'none',
    confidence: 1,
    reasons: ['Nobody held the number'],
    candidates: [],
    site: null,
    lease: null,
    session: null,
    visitor: null,
    touchpoint: null,
    firstTouch: null,
    lastNonDirectTouch: null,
    page: null,
    region: null,
    ...overrides,
  };
}

export function aCallRecord(overrides: Partial<CallRecord> = {}): CallRecord {
  return {
    call: aCall(),
    attribution: anAttribution(),
    attributedAt: NOON,
    repeat: false,
    annotations: { tags: [], note: null, value: null, target: null },
    route: null,
    ...overrides,
  };
}
