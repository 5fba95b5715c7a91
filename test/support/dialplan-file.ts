// Reads extensions.conf text, and says what Asterisk would only find out when a caller is on the line.

interface Line {
  readonly priority: string;
  readonly label: string | null;
  readonly application: string;
  readonly data: string;
}

export interface DialplanFile {
  /** Context -> extension -> its lines in order. */
  readonly contexts: ReadonlyMap<string, ReadonlyMap<string, readonly Line[]>>;
  readonly includes: readonly { readonly from: string; readonly to: string }[];
  /** What could not be read. */
  readonly faults: readonly string[];
}

/** In both Asterisk 16 and 22, and all that our dialplan needs. Macro is gone since 21. */
const APPLICATIONS = new Set(
  'Set Goto GotoIf Gosub GosubIf Return StackPop Dial Queue Hangup Busy Congestion NoOp ExecIf Log Stasis'.split(
    ' ',
  ),
);
/** Asterisk's own (docs: Channel Variables), what it sets for a Gosub or after a Dial, and the answer that ARI sets. */
const GIVEN =
  /^(EXTEN|CONTEXT|PRIORITY|CHANNEL|UNIQUEID|DIALSTATUS|QUEUESTATUS|STASISSTATUS|EPOCH|ARG\d|LEASELINE_ANSWER)$/;
/** The only context whose channel, a local one, may be handed to Leaseline. */
const ASKING = 'leaseline-ask';

/** @param texts files as Asterisk would see them after `#include` */
export function readDialplan(...texts: readonly string[]): DialplanFile {
  const contexts = new Map<string, Map<string, Line[]>>();
  const includes: { from: string; to: string }[] = [];
  const faults: string[] = [];
  let context: string | null = null;
  let extension: Line[] | null = null;
  const take = (written: string, where: Line[], whole: string) => {
    const line = readLine(written);
    if (line) where.push(line);
    else faults.push(`not understood: ${whole}`);
  };
  for (const whole of texts.join('\n').split('\n')) {
    const text = whole.replace(/(^|[^\\]);.*$/, '$1').trim();
    const head = /^\[([\w-]+)\]$/.exec(text);
    const exten = /^exten\s*=>?\s*([^,]+),(.*)$/.exec(text);
    const same = /^same\s*=>?\s*(.*)$/.exec(text);
    const include = /^include\s*=>?\s*([\w-]+)/.exec(text);
    if (head) {
      context = head[1] ?? '';
      extension = null;
      contexts.set(context, contexts.get(context) ?? new Map());
    } else if (text === '' || text.startsWith('#include')) {
    } else if (context === null) {
      faults.push(`outside a context: ${text}`);
    } else if (exten) {
      const known = contexts.get(context);
      extension = known?.get(exten[1] ?? '') ?? [];
      known?.set(exten[1] ?? '', extension);
      take(exten[2] ?? '', extension, text);
    } else if (same && extension) {
      take(same[1] ?? '', extension, text);
    } else if (include) {
      includes.push({ from: context, to: include[1] ?? '' });
    } else {
      faults.push(same ? `no extension before: ${text}` : `not understood: ${text}`);
    }
  }
  return { contexts, includes, faults };
}

/** `1,Set(A=b)`, `n(label),Dial(...)`, `n,Return()` */
function readLine(written: string): Line | null {
  const match = /^(\d+|n)(?:\(([\w-]+)\))?,\s*(\w+)(?:\((.*)\))?$/.exec(written.trim());
  if (!match) return null;
  const [, priority = '', label, application = '', data = ''] = match;
  return { priority, label: label ?? null, application, data };
}

/** @param vendor contexts and variables that the distribution brings */
export function dialplanFaults(
  file: DialplanFile,
  vendor: { contexts?: readonly string[]; variables?: readonly string[] } = {},
): string[] {
  const { contexts, includes } = file;
  const faults = [...file.faults];
  const exists = (name: string) => contexts.has(name) || (vendor.contexts ?? []).includes(name);
  for (const { from, to } of includes)
    if (!exists(to)) faults.push(`${from} includes ${to}, which is not there`);
  const set = new Set([...(vendor.variables ?? []), ...variablesSet(contexts)]);
  for (const [context, extensions] of contexts) {
    for (const [extension, lines] of extensions) {
      const where = `${context},${extension}`;
      if (context === 'from-pstn-custom' && /^_[X.!]/i.test(extension))
        faults.push(`${where} shadows every inbound route`);
      faults.push(...orderFaults(where, lines));
      for (const line of lines) {
        if (!APPLICATIONS.has(line.application))
          faults.push(`${where}: ${line.application} is not in every Asterisk from 16 to 22`);
        if (line.application === 'Stasis' && context !== ASKING)
          faults.push(`${where}: a caller's channel would enter Stasis`);
        for (const target of targetsOf(line))
          faults.push(...targetFaults(target, where, lines, file, exists));
        for (const name of variablesUsed(line.data)) {
          if (!set.has(name) && !GIVEN.test(name)) faults.push(`${where}: ${name} is set nowhere`);
        }
      }
    }
  }
  return faults;
}

function orderFaults(where: string, lines: readonly Line[]): string[] {
  const faults: string[] = [];
  if (lines[0] !== undefined && lines[0].priority !== '1')
    faults.push(`${where} begins with priority ${lines[0].priority}`);
  if (lines.slice(1).some(({ priority }) => priority !== 'n'))
    faults.push(`${where} has a priority that is not n`);
  const labels = lines.flatMap(({ label }) => (label === null ? [] : [label]));
  if (new Set(labels).size < labels.length) faults.push(`${where} has a label twice`);
  return faults;
}

/** Where a line may go: `label`, `context,exten,priority`, `Local:exten@context`. What is made of a variable is left out. */
function targetsOf({ application, data }: Line): string[] {
  switch (application) {
    case 'Goto':
      return [data];
    case 'Gosub':
      return [data.replace(/\(.*\)$/, '')];
    case 'GotoIf':
    case 'GosubIf':
      return afterCondition(data)
        .split(':')
        .map((target) => target.replace(/\(.*\)$/, ''))
        .filter(Boolean);
    case 'Dial':
      return [...data.matchAll(/Local\/([^@/,]+)@([\w-]+)/g)].map(
        ([, exten, context]) => `Local:${context},${exten},1`,
      );
    default:
      return [];
  }
}

/** The part after the question mark that ends the condition: those inside brackets belong to it. */
function afterCondition(data: string): string {
  let depth = 0;
  for (let place = 0; place < data.length; place += 1) {
    const character = data.charAt(place);
    if ('{[('.includes(character)) depth += 1;
    else if ('}])'.includes(character)) depth -= 1;
    else if (character === '?' && depth === 0) return data.slice(place + 1);
  }
  return '';
}

function targetFaults(
  written: string,
  where: string,
  lines: readonly Line[],
  { contexts }: DialplanFile,
  exists: (context: string) => boolean,
): string[] {
  if (written.includes('${')) return [];
  const local = written.startsWith('Local:');
  const parts = written.replace('Local:', '').split(',');
  const [priority = ''] = parts.slice(-1);
  if (parts.length === 1) return has(lines, priority) ? [] : [`${where}: no label ${priority}`];
  const [context = '', extension = ''] = parts.length === 2 ? [where.split(',')[0], parts[0]] : parts;
  if (context === ASKING && !local) return [`${where}: a caller's channel would enter Stasis by ${context}`];
  if (!exists(context)) return [`${where}: no context ${context}`];
  const there = contexts.get(context);
  if (!there) return [];
  const found = there.get(extension);
  if (!found) return [`${where}: ${context} has no extension ${extension}`];
  return has(found, priority) ? [] : [`${where}: ${context},${extension} has no priority ${priority}`];
}

function has(lines: readonly Line[], priority: string): boolean {
  return /^\d+$/.test(priority)
    ? Number(priority) >= 1 && Number(priority) <= lines.length
    : lines.some(({ label }) => label === priority);
}

function* variablesSet(contexts: DialplanFile['contexts']): Generator<string> {
  for (const extensions of contexts.values()) {
    for (const { data } of [...extensions.values()].flat()) {
      for (const [, name = ''] of data.matchAll(/(?:^|[?:(])(?:Set\()?_{0,2}([A-Z][A-Z_\d]*)=/g)) yield name;
    }
  }
}

/** `${NAME}`, `${NAME:1:2}`; the first argument of CUT is a name, too. A function's name is followed by a bracket. */
function variablesUsed(data: string): string[] {
  const plain = [...data.matchAll(/\$\{([A-Za-z_]\w*)(?=[}:])/g)].map(([, name = '']) => name);
  const cut = [...data.matchAll(/CUT\(([A-Z_]+),/g)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'CUT');
  return [...plain, ...cut];
}
