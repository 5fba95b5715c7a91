// A note on the desktop for each call that begins to ring, for who asked for it; a click on it opens the call's page.
import { useEffect, useRef } from 'preact/hooks';
import { callerName } from '../call/caller-name.ts';
import { sourceName } from '../call/source-name.ts';
import { currentCalls } from '../live/live-board.ts';
import { concerns, myCalls, onlyExtension } from '../live/my-calls.ts';
import { callPath } from '../router/route.ts';
import { navigate } from '../router/router.ts';

export function ScreenPop() {
  const told = useRef<Set<string> | null>(null);
  const calls = currentCalls.value;
  const { notify } = myCalls.value;

  useEffect(() => {
    const before = told.current;
    told.current = new Set(calls.map(({ id }) => id));
    // What rang before the page was opened is no news.
    if (before === null || !notify || Notification.permission !== 'granted') return;
    for (const call of calls) {
      if (call.state !== 'ringing' || before.has(call.id) || !concerns(call, onlyExtension.value)) continue;
      const { touchpoint } = call.attribution;
      const note = new Notification(callerName(call), {
        body: [sourceName(touchpoint), touchpoint?.campaign].filter(Boolean).join(' · '),
        tag: call.id,
      });
      note.onclick = () => {
        focus();
        navigate(callPath(call.id));
        note.close();
      };
    }
  }, [calls, notify]);

  return null;
}
