// `leaseline check --live FILE`: looks at the running parts the file names, and says what is wrong and what to do.
import { AmiSurveyor } from '../adapters/asterisk/ami/ami-surveyor.ts';
import { surveyAri } from '../adapters/asterisk/ari/survey-ari.ts';
import { MaxmindLocator } from '../adapters/geoip/maxmind-locator.ts';
import { surveyStorage } from '../adapters/storage/survey-storage.ts';
import { SystemClock } from '../adapters/system/system-clock.ts';
import type { AsteriskConfig, Config } from '../config/config.ts';
import { DidCatalogue, type DidRole } from '../core/did-catalogue.ts';
import type { E164 } from '../core/e164.ts';
import { findingsOn, type LiveFinding } from '../core/live-finding.ts';
import type { Millis } from '../core/millis.ts';
import { examineAri } from '../services/doctor/examine-ari.ts';
import { examinePbx, explainRefusal } from '../services/doctor/examine-pbx.ts';
import type { ExaminedBox } from '../services/doctor/examined-box.ts';

/** The Stasis application Leaseline registers (dialplan/extensions_leaseline.conf). */
const ARI_APP = 'leaseline';
/** Long enough that a box which talks all the time is heard. */
const LISTEN: Millis = 3_000;

export interface LiveCheckOptions {
  /** How long to wait for a test call; null when none was promised. */
  readonly watch: Millis | null;
  /** For what went on meanwhile. */
  readonly say: (line: string) => void;
}

/** Answers what was found, worst nowhere in particular: box by box, then this machine's own parts. */
export async function checkLive(config: Config, options: LiveCheckOptions): Promise<LiveFinding[]> {
  const boxes = await Promise.all(config.asterisk.map((box) => checkBox(box, config, options)));
  return [...boxes.flat(), checkStorage(config), ...(await checkGeoip(config))];
}

async function checkBox(
  box: AsteriskConfig,
  config: Config,
  { watch, say }: LiveCheckOptions,
): Promise<LiveFinding[]> {
  const logger = { info: quiet, warn: quiet, error: quiet };
  const surveyor = new AmiSurveyor({ ...box.ami, clock: new SystemClock(logger) });
  const examined = examinedBox(box, config, watch !== null);
  if (watch !== null)
    say(`${box.name}: call one of the DIDs now; listening for ${watch / 1_000} s or one call.`);
  // A socket alone does not keep Node alive while only its timers (which never do) are awaited.
  const answer = await surveyor.survey({ contexts: box.trunkContexts, listen: watch ?? LISTEN });
  const found =
    'survey' in answer ? examinePbx(answer.survey, examined) : [explainRefusal(answer.refusal, examined)];
  const { ari, name } = box;
  if (ari === null) return found;
  return [
    ...found,
    ...examineAri(await surveyAri(ari), { name, url: ari.url, username: ari.username, app: ARI_APP }),
  ];
}

function examinedBox(
  { name, ami, ari, trunkContexts }: AsteriskConfig,
  config: Config,
  callExpected: boolean,
): ExaminedBox {
  const dids = didsOf(config);
  const anyRole: DidRole = { kind: 'pool', pool: '' };
  const catalogue = new DidCatalogue(config.country, new Map(dids.map((did) => [did, anyRole])));
  return {
    name,
    ami,
    trunkContexts,
    dids,
    catalogue,
    routing: ari !== null,
    healthTest: false,
    callExpected,
  };
}

/** Every DID somebody may call. */
function didsOf({ pools, channelNumbers }: Config): E164[] {
  const lent = pools.flatMap(({ numbers, overflow }) =>
    overflow === null ? numbers : [...numbers, overflow],
  );
  return [...new Set([...lent, ...channelNumbers.map(({ number }) => number)])];
}

function checkStorage({ storage }: Config): LiveFinding {
  const { ok, fault } = findingsOn('storage');
  const survey = surveyStorage(storage.path);
  switch (survey.state) {
    case 'sound':
      return ok('STORAGE', `${storage.path} can be read and written`);
    case 'new':
      return ok('STORAGE', `${storage.path} will be made at the first start`);
    case 'broken':
      return fault(
        'STORAGE',
        survey.message,
        'Until then visitors get the overflow number and no call is kept.',
      );
  }
}

async function checkGeoip({ geoip }: Config): Promise<LiveFinding[]> {
  const { ok, fault } = findingsOn('geoip');
  if (geoip.database === null && geoip.databaseIpv6 === null) return [];
  const files = { database: geoip.database ?? undefined, databaseIpv6: geoip.databaseIpv6 ?? undefined };
  try {
    const locator = await MaxmindLocator.open(files, { info: quiet, warn: quiet, error: quiet });
    locator.close();
    return [ok('GEOIP', 'the GeoIP database can be read')];
  } catch (error) {
    return [
      fault(
        'GEOIP',
        String(error instanceof Error ? error.message : error),
        'Leaseline does not start without it.',
      ),
    ];
  }
}

function quiet(): void {}
