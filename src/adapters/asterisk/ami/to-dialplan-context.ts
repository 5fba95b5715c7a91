// Turns the ListDialplan events of ShowDialPlan into a context.
import type { DialplanContext, Extension, Include } from '../../../core/dialplan.ts';
import { header, type RawMessage } from './raw-message.ts';

/** An event is a priority of an extension, an include or a switch (main/pbx.c, manager_show_dialplan_helper). */
export function toDialplanContext(name: string, events: readonly RawMessage[]): DialplanContext {
  const first = new Map<string, string | null>();
  const includes: Include[] = [];
  const switches: string[] = [];
  for (const event of events) {
    const include = header(event, 'includecontext');
    const asked = header(event, 'switch');
    const pattern = header(event, 'extension');
    if (include !== null) includes.push(toInclude(include));
    else if (asked !== null) switches.push(asked);
    else if (pattern !== null) {
      const application = header(event, 'priority') === '1' ? header(event, 'application') : null;
      first.set(pattern, first.get(pattern) ?? application);
    }
  }
  const extensions = [...first].map(([pattern, application]): Extension => ({ pattern, application }));
  return { name, extensions, includes, switches };
}

/** `office-hours,09:00-18:00,mon-fri,*,*` */
function toInclude(written: string): Include {
  const [context = '', ...times] = written.split(/[,|]/);
  return { context: context.trim(), timed: times.length > 0 };
}
