// The stanzas that dialplan/ gives a sysadmin: its files, and the code fences of its pages.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../dialplan');

export interface Stanza {
  /** `freepbx: extensions_custom.conf 1` */
  readonly name: string;
  readonly text: string;
}

export function dialplanFile(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8');
}

const ROUTING = 'extensions_leaseline.conf';
/** Stands in for the routing file where it is not shipped: the same names, no question. */
const UNROUTED = `[leaseline-route]
exten => s,1,Set(LEASELINE_ROUTE=)
 same => n,Set(LEASELINE_PREFIX=)
 same => n,Return()
`;

/** What every stanza with `Gosub(leaseline-route,...)` includes. */
export function routingDialplan(): string {
  return existsSync(join(FOLDER, ROUTING)) ? dialplanFile(ROUTING) : UNROUTED;
}

/** @param kind of the fences: `dialplan` for extensions.conf, `manager` for manager.conf */
export function stanzas(kind: 'dialplan' | 'manager'): Stanza[] {
  const folders = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, 'README.md')));
  return folders.flatMap((folder) => {
    const page = dialplanFile(join(folder, 'README.md'));
    const fences = page.matchAll(new RegExp(`^( *)\`\`\`${kind} (\\S+)\\n(.*?)^ *\`\`\``, 'gms'));
    return [...fences].map(([, indent = '', file, text = ''], index) => ({
      name: `${folder}: ${file} ${index + 1}`,
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }));
  });
}
