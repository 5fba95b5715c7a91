// Every text of the monitor, in English; its shape is what each language must say.
import type { WireAttribution, WireCall } from '../../src/wire/call.ts';
import type { Me } from '../../src/wire/login.ts';

type Method = WireAttribution['method'];
type Outcome = NonNullable<WireCall['outcome']>;
type End = NonNullable<WireCall['end']>;

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

export const en = {
  signIn: {
    title: 'Sign in',
    lead: 'See which advertisement made the phone ring.',
    name: 'Name',
    password: 'Password',
    showPassword: 'Show password',
    hidePassword: 'Hide password',
    submit: 'Sign in',
    submitting: 'Signing in…',
    wrong: 'That name and password do not match. Check the keyboard layout and Caps Lock.',
    tooMany: (minutes: number | null) =>
      minutes === null
        ? 'Too many tries. Wait a little, then try again.'
        : `Too many tries. Try again in ${count(minutes, 'minute', 'minutes')}.`,
    unreachable: 'The server does not answer. Check your connection and try again.',
    unexpected: (status: number) => `The server could not do that (error ${status}). Try again later.`,
    ended: 'Your session has ended. Sign in again to go on.',
  },
  header: {
    skip: 'Skip to the calls',
    account: (name: string) => `Account of ${name}`,
    signOut: 'Sign out',
    roles: {
      admin: 'Administrator',
      marketer: 'Marketer',
      operator: 'Operator',
    } satisfies Record<Me['role'], string>,
    language: 'Language',
    theme: 'Theme',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  },
  link: {
    live: 'Live',
    connecting: 'Connecting…',
    lost: 'Offline',
    lostTitle: 'Connection lost',
    asOf: (time: string) => `What you see is as of ${time}. Calls since then are missing.`,
    never: 'No data has arrived yet.',
    retrying: 'Reconnecting…',
    retryIn: (seconds: number) => `Next try in ${seconds} s`,
    retryNow: 'Try now',
  },
  pbx: {
    list: 'Asterisk boxes',
    up: (since: string) => `Connected since ${since}`,
    down: (since: string) => `No link since ${since}`,
    downShort: 'no link',
    downTitle: (names: string) => `No link to ${names}`,
    downText: 'Calls on that Asterisk box are not seen until the link is back. The calls themselves go on.',
  },
  calls: {
    title: 'Now',
    ringing: (n: number) => `${n} ringing`,
    talking: (n: number) => `${n} talking`,
    emptyTitle: 'No calls right now',
    emptyText: 'The next one appears here the moment the phone rings, with the advertisement behind it.',
    emptyLost: 'Nobody knows: the connection is lost.',
    state: { ringing: 'Ringing', answered: 'Talking', ended: 'Ended' } satisfies Record<
      WireCall['state'],
      string
    >,
    newCall: (caller: string, source: string) => `Incoming call: ${caller}, ${source}`,
  },
  call: {
    hiddenCaller: 'Number withheld',
    repeat: 'Repeat caller',
    repeatShort: 'Repeat',
    dialled: 'dialled',
    unknownSource: 'Unknown source',
    direct: 'Direct visit',
    campaign: 'Campaign',
    keyword: 'Keyword',
    content: 'Ad content',
    landing: 'Landing page',
    page: 'Page',
    region: 'Region',
    agents: 'Taken by',
    route: 'Sent to',
    referrer: 'Referrer',
    site: 'Site',
    visitor: 'Visitor',
    firstTouch: 'First came from',
    lastNonDirect: 'Came last from',
    clickIds: (n: number) => count(n, 'click id', 'click ids'),
    candidates: (n: number) => count(n, 'candidate', 'candidates'),
    others: (n: number) => count(n, 'other candidate', 'other candidates'),
    remainder: 'None of these',
    confidence: 'Confidence',
    confidenceOf: (percent: string) => `Confidence ${percent}`,
    level: { high: 'high', medium: 'medium', low: 'low' },
    reasons: 'Why',
    started: 'Began',
    pbx: 'Asterisk',
    tags: 'Tags',
    note: 'Note',
    value: 'Value',
    recording: 'Recording',
    linkedid: 'Call id',
  },
  visitCode: {
    label: 'Visit code',
    example: '12345',
    submit: 'Apply',
    found: 'Found: the call is now given to the visit with this code.',
    unknown: 'No visit had this code. Ask the caller to read it from the page again.',
    noCode: 'A code is digits only, such as 12345.',
  },
  methods: {
    lease: {
      label: 'Own number',
      text: 'The number dialled was lent to this visitor alone.',
    },
    'late-call': {
      label: 'Late call',
      text: 'The visit was over when the phone rang; the recent holders of the number were compared.',
    },
    'caller-history': {
      label: 'Known caller',
      text: 'This caller has rung before and inherits the earlier visit.',
    },
    'channel-number': {
      label: 'Channel number',
      text: 'The number stands in one advertising channel only.',
    },
    'visit-code': {
      label: 'Visit code',
      text: 'The caller read out the code shown on their page.',
    },
    overflow: {
      label: 'Shared number',
      text: 'The pool was exhausted, so several visitors saw this number; only the site is known.',
    },
    none: {
      label: 'No match',
      text: 'Nothing ties this call to a visit or to an advertisement.',
    },
  } satisfies Record<Method, { label: string; text: string }>,
  outcome: {
    answered: 'Answered',
    missed: 'Missed',
    busy: 'Busy',
    failed: 'Failed',
    unknown: 'Unknown',
  } satisfies Record<Outcome, string>,
  end: {
    'caller-hung-up': 'The caller hung up',
    'agent-hung-up': 'Our side hung up',
    'caller-gave-up': 'The caller gave up waiting',
    'no-answer': 'Nobody answered',
    busy: 'All were busy',
    failed: 'The call could not be put through',
    lost: 'It vanished while the link to Asterisk was down',
  } satisfies Record<End, string>,
  recent: {
    title: 'Recent calls',
    summary: (calls: number, answered: string) => `${count(calls, 'call', 'calls')}, ${answered} answered`,
    empty: 'Ended calls are listed here.',
    time: 'Time',
    caller: 'Caller',
    source: 'Source',
    page: 'Page',
    did: 'Number',
    outcome: 'Outcome',
    wait: 'Wait',
    talk: 'Talk',
    confidence: 'Confidence',
    showAll: (n: number) => `Show all ${n}`,
    details: (caller: string, time: string) => `Details of the call from ${caller} at ${time}`,
  },
  pools: {
    title: 'Number pools',
    empty: 'No pools are configured.',
    taken: (percent: string) => `${percent} taken`,
    size: (n: number) => count(n, 'number', 'numbers'),
    anywhere: 'All regions',
    state: {
      leased: 'Leased',
      lingering: 'Lingering',
      cooling: 'Cooling',
      free: 'Free',
      disabled: 'Disabled',
      held: 'Held',
    },
    stateText: {
      leased: 'Lent to a visitor who is on the site',
      lingering: 'The visitor left a moment ago and may still call',
      cooling: 'Nobody’s; resting so that a late call still finds its visitor',
      free: 'Ready to be lent',
      disabled: 'Taken out of service',
      held: 'Kept because a call is, or was just, live on it; also counted in its state',
    },
    overflowed: (n: number) => `${count(n, 'visitor', 'visitors')} got the shared number`,
    overflowText:
      'The pool was exhausted: calls from these visitors are known by site only. Add numbers to the pool.',
    granted: (n: string) => `Leases since start: ${n}`,
    needed: (n: number) => `Busy hours need ${count(n, 'number', 'numbers')}`,
    addNumbers: (n: number) => `add ${n}`,
    enough: 'enough',
    neededText: (arrivals: number, minutes: string) =>
      `Measured: ${count(arrivals, 'visitor', 'visitors')} in a busy hour, each keeping a number for ${minutes} min. Then at most 1 % see the shared number.`,
  },
  broken: {
    title: 'This page has broken down',
    text: 'Calls are not affected. Load the page again; if it happens again, tell your administrator.',
    reload: 'Load again',
  },
};

export type Texts = typeof en;
