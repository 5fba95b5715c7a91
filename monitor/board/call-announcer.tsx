// Tells a screen reader of each new ringing call, once.
import { useEffect, useRef, useState } from 'preact/hooks';
import { callerName } from '../call/caller-name.ts';
import { sourceName } from '../call/source-name.ts';
import { texts } from '../i18n/language.ts';
import { currentCalls } from '../live/live-board.ts';

export function CallAnnouncer() {
  const told = useRef(new Set<string>());
  const [text, setText] = useState('');
  const calls = currentCalls.value;

  useEffect(() => {
    const fresh = calls.filter((call) => call.state === 'ringing' && !told.current.has(call.id));
    told.current = new Set(calls.map((call) => call.id));
    const [call] = fresh;
    if (call) setText(texts.value.calls.newCall(callerName(call), sourceName(call.attribution.touchpoint)));
  }, [calls]);

  return (
    <div class="sr-only" aria-live="polite">
      {text}
    </div>
  );
}
