// Who is signed in, and the live board that runs while somebody is.
import { batch, signal } from '@preact/signals';
import type { Me } from '../../src/wire/login.ts';
import { onSignedOut } from '../data/api.ts';
import { startLiveBoard, stopLiveBoard } from '../live/live-board.ts';
import { watchOpenMissed } from '../missed/open-missed.ts';
import { getMe, type LoginAnswer, postLogin, postLogout } from './http-api.ts';

/** `ended`: whether they were signed in until the server said no. */
export type Session =
  | { readonly state: 'loading' }
  | { readonly state: 'unreachable' }
  | { readonly state: 'signed-out'; readonly ended: boolean }
  | { readonly state: 'signed-in'; readonly me: Me };

export const session = signal<Session>({ state: 'loading' });

/** Between the tabs of this browser, which share the session: whoever signs in or out tells the others. */
const tabs = new BroadcastChannel('leaseline-session');
onSignedOut(() => {
  if (session.value.state === 'signed-in') leave(true);
});
tabs.onmessage = () => void followOtherTab();

/** On loading the page: is there a session already? */
export async function resumeSession(): Promise<void> {
  session.value = { state: 'loading' };
  const answer = await getMe();
  switch (answer.type) {
    case 'ok':
      return enter(answer.me);
    case 'signed-out':
      session.value = { state: 'signed-out', ended: false };
      return;
    case 'unreachable':
      session.value = { state: 'unreachable' };
  }
}

export async function signIn(
  name: string,
  password: string,
  code: string | null = null,
): Promise<LoginAnswer> {
  const answer = await postLogin(name, password, code);
  if (answer.type === 'ok') enterSession(answer.me);
  return answer;
}

/** Stays when the server could not be told: an operator who leaves must not leave an open session behind. */
export async function signOut(): Promise<void> {
  if (await postLogout()) forgetSession();
}

/** A one-time link was followed, and the server has begun a session. */
export function enterSession(me: Me): void {
  enter(me);
  tabs.postMessage(null);
}

/** The server has ended it, on every computer. */
export function forgetSession(): void {
  leave(false);
  tabs.postMessage(null);
}

/** The server is asked: a message from another tab proves nothing. */
async function followOtherTab(): Promise<void> {
  const answer = await getMe();
  const { state } = session.value;
  if (answer.type === 'ok' && state === 'signed-out') enter(answer.me);
  else if (answer.type === 'signed-out' && state === 'signed-in') leave(false);
}

let stopWatching = () => {};

function enter(me: Me): void {
  stopWatching();
  batch(() => {
    session.value = { state: 'signed-in', me };
    startLiveBoard(() => leave(true));
  });
  stopWatching = watchOpenMissed();
}

function leave(ended: boolean): void {
  stopWatching();
  stopLiveBoard();
  session.value = { state: 'signed-out', ended };
}
