// Every cross check: what no single key can get wrong by itself.
import { checkDids } from './did-rules.ts';
import { checkRecordings } from './recording-rules.ts';
import { checkReferences } from './reference-rules.ts';
import type { Report } from './report.ts';
import { checkRouting } from './routing-rules.ts';
import { checkSecrets } from './secret-rules.ts';
import type { Draft } from './shape.ts';
import { checkTimes } from './time-rules.ts';
import { checkWeb } from './web-rules.ts';

/** Runs on the well-formed rest of a faulty file too, so that the owner sees every fault at once. */
export function checkRules(draft: Draft, report: Report): void {
  checkReferences(draft, report);
  checkDids(draft, report);
  checkTimes(draft, report);
  checkRouting(draft, report);
  checkSecrets(draft, report);
  checkRecordings(draft, report);
  checkWeb(draft, report);
}
