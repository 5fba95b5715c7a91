// A YAML file as settings, or everything that is wrong with it.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Config } from './config.ts';
import { type Environment, fillIn } from './environment.ts';
import { byPlace, type Fault, type Finding, formatPath } from './fault.ts';
import { fileTrouble } from './file-trouble.ts';
import { Findings } from './report.ts';
import { checkRules } from './rules.ts';
import { readSecretFiles } from './secret-files.ts';
import { type Draft, readShape } from './shape.ts';
import { toConfig } from './to-config.ts';
import { YamlSource } from './yaml-source.ts';

export type Loaded =
  | { readonly ok: true; readonly config: Config; readonly warnings: readonly Fault[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Reads and checks the whole file. Never throws: every fault is in the answer, by line. */
export function loadConfig(path: string, environment: Environment): Loaded {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const remedy = 'Name a YAML file that exists; config/leaseline.example.yaml is one to start from.';
    return refuse(`the file cannot be read: ${fileTrouble(error)}`, remedy);
  }
  try {
    return parseConfig(text, dirname(resolve(path)), environment);
  } catch (error) {
    // A defect of ours must not look like a crash of the owner's making.
    const reason = error instanceof Error ? error.message : String(error);
    return refuse(
      `the file could not be checked: ${reason}`,
      'This is a fault of Leaseline; please report it.',
    );
  }
}

function parseConfig(text: string, folder: string, environment: Environment): Loaded {
  const source = new YamlSource(text);
  const yamlFaults = source.faults.map((fault) => ({ ...fault, path: formatPath(fault.path) }));
  if (!source.sound) return { ok: false, faults: yamlFaults.sort(byPlace) };
  if (source.tree === undefined)
    return refuse('the file is empty', 'Start with config/leaseline.example.yaml.');
  if (typeof source.tree !== 'object' || Array.isArray(source.tree)) {
    return refuse('the file has no keys at its top', 'Start with config/leaseline.example.yaml.');
  }

  const filled = fillIn(source.tree, environment);
  const shape = readShape(filled.tree);
  const files = readSecretFiles(shape.draft, folder);
  const rules = new Findings();
  checkRules(shape.draft, rules);
  checkMaps(shape.draft, folder, rules);

  // A value without its variable would be reported again as missing.
  const unfilled = new Set(filled.findings.map(({ path }) => formatPath(path)));
  const shapeFindings = shape.findings.filter(({ path }) => !unfilled.has(formatPath(path)));
  const found = [...filled.findings, ...shapeFindings, ...files.findings, ...rules.faults];
  const faults = [...yamlFaults, ...found.map((finding) => locate(finding, source))].sort(byPlace);
  if (faults.length > 0 || shape.parsed === null) return { ok: false, faults };
  const warnings = rules.warnings.map((finding) => locate(finding, source)).sort(byPlace);
  return { ok: true, config: toConfig(shape.parsed, folder, files.secrets), warnings };
}

/** Only a warning: such files are fetched by a timer of their own and may be on their way. */
function checkMaps({ geoip }: Draft, folder: string, report: Findings): void {
  for (const key of ['database', 'database_ipv6'] as const) {
    const file = geoip?.[key];
    if (file === undefined || existsSync(resolve(folder, file))) continue;
    report.warn(['geoip', key], 'there is no such file', 'Download it, or remove the key.');
  }
}

function locate(finding: Finding & { part?: 'key' | 'value' }, source: YamlSource): Fault {
  const { path, message, remedy } = finding;
  return { ...source.place(path, finding.part), path: formatPath(path), message, remedy };
}

function refuse(message: string, remedy: string): Loaded {
  return { ok: false, faults: [{ line: 0, column: 0, path: '', message, remedy }] };
}
