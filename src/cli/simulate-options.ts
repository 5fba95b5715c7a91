// What `leaseline simulate` is asked for.
import { parseArgs } from 'node:util';
import { type Override, readOverride } from './scenario-override.ts';

export interface SimulateOptions {
  readonly file: string;
  /** Part of the names of those to play. */
  readonly policy: string;
  readonly overrides: readonly Override[];
  /** Whose promises are judged: its name. */
  readonly ours: string;
  readonly jobs: number;
  /** Exit with 1 when a promise does not hold. */
  readonly strict: boolean;
  /** Files and a folder to write; null: none. */
  readonly json: string | null;
  readonly csv: string | null;
  readonly plots: string | null;
}

const OPTIONS = {
  policy: { type: 'string', default: '' },
  set: { type: 'string', multiple: true, default: [] as string[] },
  ours: { type: 'string', default: 'leaseline' },
  jobs: { type: 'string', default: '1' },
  strict: { type: 'boolean', default: false },
  json: { type: 'string' },
  csv: { type: 'string' },
  plots: { type: 'string' },
} as const;

export const USAGE = `Usage: leaseline simulate SCENARIO [options]
  --set PATH=VALUE   another value for a key of the scenario: --set calls.delay_factor=2 (may be repeated)
  --policy PART      only the policies whose name contains it
  --ours NAME        the policy whose promises are judged; leaseline unless said otherwise
  --strict           exit with 1 when one of them does not hold
  --jobs N           so many runs at once
  --json FILE, --csv FILE, --plots FOLDER
`;

/** Null when they make no sense; a text when one of them does not. */
export function readSimulateOptions(args: string[]): SimulateOptions | string | null {
  try {
    const { positionals, values } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) return null;
    const overrides: Override[] = [];
    for (const written of values.set) {
      const override = readOverride(written);
      if (!override)
        return `--set ${written}: this is not PATH=VALUE. Write it like --set calls.delay_factor=2.`;
      overrides.push(override);
    }
    if (!/^[1-9]\d{0,2}$/.test(values.jobs)) {
      return `--jobs ${values.jobs}: this is not a number from 1 to 999. Write how many runs may go on at once.`;
    }
    const { policy, ours, strict, json = null, csv = null, plots = null } = values;
    return { file, policy, overrides, ours, jobs: Number(values.jobs), strict, json, csv, plots };
  } catch {
    return null;
  }
}
