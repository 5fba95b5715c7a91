// Which calls are mine, whether others are shown, and whether this computer tells me when the phone rings.
import { formatAgent } from '../format/agent-name.ts';
import { cleanText } from '../format/visitor-text.ts';
import { boardTexts } from '../i18n/board.ts';
import { board } from '../live/live-board.ts';
import { changeMyCalls, myCalls, onlyExtension } from '../live/my-calls.ts';
import { tell } from '../shell/toasts.tsx';
import { Popover } from '../ui/popover.tsx';

export function MyCallsMenu() {
  const t = boardTexts.value;
  const { extension, only, notify } = myCalls.value;
  const shown = onlyExtension.value;
  return (
    <Popover icon="person" label={shown === null ? t.mine : t.mineOf(shown)}>
      {() => (
        <div class="my-calls">
          <label class="control-field">
            <span class="control-label">{t.extension}</span>
            <input
              class="control"
              list="known-agents"
              autocomplete="off"
              maxLength={60}
              value={extension}
              onInput={({ currentTarget }) => changeMyCalls({ extension: currentTarget.value.trim() })}
            />
            <span class="control-hint">{t.extensionHint}</span>
          </label>
          <datalist id="known-agents">
            {knownAgents().map((agent) => (
              <option key={agent} value={agent} />
            ))}
          </datalist>
          <label class="check">
            <input
              type="checkbox"
              checked={only}
              disabled={extension === ''}
              onChange={({ currentTarget }) => changeMyCalls({ only: currentTarget.checked })}
            />
            {t.only}
          </label>
          <p class="control-hint">{t.onlyText}</p>
          <label class="check">
            <input
              type="checkbox"
              checked={notify}
              onChange={({ currentTarget }) => void askToNotify(currentTarget)}
            />
            {t.notify}
          </label>
          <p class="control-hint">{t.notifyText}</p>
        </div>
      )}
    </Popover>
  );
}

/** Browsers ask their user once, and only after a click. */
async function askToNotify(box: HTMLInputElement): Promise<void> {
  if (box.checked && 'Notification' in globalThis && (await Notification.requestPermission()) === 'granted') {
    changeMyCalls({ notify: true });
    return;
  }
  if (box.checked) tell(boardTexts.value.notifyDenied, { bad: true });
  changeMyCalls({ notify: false });
  box.checked = false;
}

function knownAgents(): string[] {
  const calls = [...(board.value?.calls.values() ?? [])];
  return [
    ...new Set(calls.flatMap(({ agents }) => agents.map((agent) => cleanText(formatAgent(agent))))),
  ].sort();
}
