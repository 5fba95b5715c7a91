// An Asterisk whose dialplan asks for routes with the files we ship, and says on its own clock how long that took.
import { readFileSync } from 'node:fs';
import { type AsteriskBed, startAsterisk } from './asterisk.ts';

export function shipped(name: string): string {
  return readFileSync(new URL(`../../../dialplan/${name}`, import.meta.url), 'utf8');
}

/** What the dialplan had after its question, and how long the question took by Asterisk's clock. */
export interface Asked {
  readonly caller: string;
  readonly tookMs: number;
  readonly route: string;
  readonly source: string;
  readonly campaign: string;
  readonly region: string;
  readonly prefix: string;
}

/** Callers reach agent1 by default, agent2 when they are sent to `queue-sales,s,1`. */
export function startRoutingBed(ask = true): Promise<AsteriskBed> {
  const question = ask ? ['Gosub(leaseline-route,s,1(${FROM_DID}))'] : [];
  const lines = [
    'Set(__FROM_DID=${EXTEN})',
    'Set(BEFORE=${STRFTIME(,,%s.%3q)})',
    ...question,
    'Log(NOTICE,ASKED|${CALLERID(num)}|${BEFORE}|${STRFTIME(,,%s.%3q)}|${LEASELINE_ROUTE}|${LEASELINE_SOURCE}|${LEASELINE_CAMPAIGN}|${LEASELINE_REGION}|${LEASELINE_PREFIX}|)',
    'GotoIf($["${LEASELINE_ROUTE}" != ""]?${LEASELINE_ROUTE})',
    'Dial(PJSIP/agent1,5)',
    'Hangup()',
  ];
  const dialplan = `[from-trunk]
exten => _[+0-9].,1,${lines.join('\n same => n,')}

[queue-sales]
exten => s,1,Dial(PJSIP/agent2,5)
 same => n,Hangup()

${shipped('extensions_leaseline.conf')}`;
  return startAsterisk({ dialplan });
}

export async function askedOf(bed: AsteriskBed): Promise<Asked[]> {
  const log = await bed.log(100_000);
  return [...log.matchAll(/NOTICE\[.*ASKED\|(.*)\|$/gm)].map(([, fields = '']) => {
    const [caller = '', before, after, route = '', source = '', campaign = '', region = '', prefix = ''] =
      fields.split('|');
    const tookMs = Math.round((Number(after) - Number(before)) * 1_000);
    return { caller, tookMs, route, source, campaign, region, prefix };
  });
}
