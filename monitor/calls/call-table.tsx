// The journal as a table, day by day; on a phone as a list.
import { useEffect, useRef } from 'preact/hooks';
import type { WireCall } from '../../src/wire/call.ts';
import { formatDay } from '../format/day-name.ts';
import { dayOf } from '../format/period.ts';
import { callsTexts } from '../i18n/calls.ts';
import { language } from '../i18n/language.ts';
import { callPath } from '../router/route.ts';
import { navigate } from '../router/router.ts';
import { CallCell } from './call-cell.tsx';
import './call-table.css';
import { columns } from './call-columns.ts';

export function CallTable({ calls }: { calls: readonly WireCall[] }) {
  const t = callsTexts.value;
  const table = useRef<HTMLTableElement>(null);
  useRowKeys(table);
  return (
    <div class="table-scroll">
      <table class="table call-table" ref={table}>
        <thead>
          <tr>
            {columns.value.map((column) => (
              <th key={column} class={`call-${column}`}>
                {t.column[column]}
              </th>
            ))}
          </tr>
        </thead>
        {days(calls).map(([day, ofDay]) => (
          <tbody key={day}>
            <tr class="call-day">
              <th scope="rowgroup" colSpan={columns.value.length}>
                {dayHeading(Date.parse(ofDay[0]?.started_at ?? ''))}
              </th>
            </tr>
            {ofDay.map((call) => (
              // The link inside is the control; a click anywhere on the row is a convenience.
              <tr
                key={call.id}
                class="call-row"
                onClick={({ target }) => {
                  if (!(target instanceof Element && target.closest('a')) && noSelection())
                    navigate(callPath(call.id));
                }}
              >
                {columns.value.map((column) => (
                  <td key={column} class={`call-${column}`}>
                    <CallCell call={call} column={column} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

/** `j` and `k` go from row to row; Enter then follows the row's link. */
function useRowKeys(table: { readonly current: HTMLTableElement | null }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.key !== 'j' && event.key !== 'k') || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest('input, select, textarea')) return;
      const links = [...(table.current?.querySelectorAll<HTMLElement>('.call-link') ?? [])];
      const at = links.indexOf(document.activeElement as HTMLElement);
      const next = links[event.key === 'j' ? at + 1 : Math.max(0, at - 1)];
      next?.focus();
      next?.scrollIntoView({ block: 'nearest' });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [table]);
}

function days(calls: readonly WireCall[]): [day: string, calls: WireCall[]][] {
  const found: [string, WireCall[]][] = [];
  for (const call of calls) {
    const day = dayOf(Date.parse(call.started_at));
    const last = found.at(-1);
    if (last?.[0] === day) last[1].push(call);
    else found.push([day, [call]]);
  }
  return found;
}

function dayHeading(at: number): string {
  const t = callsTexts.value;
  const now = Date.now();
  const name = formatDay(at, { language: language.value, now });
  if (dayOf(at) === dayOf(now)) return `${t.today} · ${name}`;
  return dayOf(at) === dayOf(now - 86_400_000) ? `${t.yesterday} · ${name}` : name;
}

/** Who marks a number to copy it does not want to leave. */
function noSelection(): boolean {
  return (getSelection()?.toString() ?? '') === '';
}
