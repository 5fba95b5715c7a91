// Texts of what the board can do besides showing calls, and of the wallboard, in English.
import { counted } from '../plurals.ts';

export const board = {
  mine: 'My calls',
  mineOf: (extension: string) => `Calls of ${extension}`,
  extension: 'My extension or name',
  extensionHint: 'As it stands beside answered calls: 101, Anna',
  only: 'Show only my calls',
  onlyText: 'Calls that ring and that nobody has taken yet are shown to everybody.',
  notify: 'Tell me when the phone rings',
  notifyText: 'A note on this computer, even when another window is in front.',
  notifyDenied: 'The browser forbids notes from this page. Allow them in the lock beside the address.',
  earlier: 'Earlier calls',
  earlierNone: 'None are on record.',
  earlierFailed: 'They could not be loaded.',
  emptyMine: (extension: string) => `None of the calls is ${extension}’s.`,
  showAll: 'Show everybody’s',
  visitors: {
    title: 'On the sites now',
    count: (n: number) => counted(n, 'visitor', 'visitors'),
    more: (n: number) => `and ${n} more`,
    called: (time: string) => `phoned ${time}`,
    returned: (source: string, page: string) => `A caller is back on the site (${source}): ${page}`,
  },
  wall: {
    ringing: 'Ringing',
    talking: 'Talking',
    longest: 'Waiting longest',
    answered: 'Answered today',
    missed: 'Missed today',
    open: 'To call back',
    ofCalls: (n: number) => `of ${counted(n, 'call', 'calls')}`,
    pools: 'Number pools',
    pbxs: 'Asterisk',
    fullScreen: 'Full screen',
    leave: 'Back to the calls',
    noLink: 'no link',
  },
};

export type BoardTexts = typeof board;
