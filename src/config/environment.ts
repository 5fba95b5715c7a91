// "${NAME}" in any value of the YAML, replaced from the environment.
import type { Finding, KeyPath } from './fault.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Answers the tree with every `${NAME}` replaced; `$${NAME}` stays the text `${NAME}`, and a `$` without braces (as
 * in argon2 hashes) is left alone. A value whose variable is missing becomes undefined, with a finding at its path.
 */
export function fillIn(tree: unknown, environment: Environment): { tree: unknown; findings: Finding[] } {
  const findings: Finding[] = [];
  return { tree: fill(tree, [], environment, findings), findings };
}

function fill(value: unknown, path: KeyPath, environment: Environment, findings: Finding[]): unknown {
  if (typeof value === 'string') return fillText(value, path, environment, findings);
  if (Array.isArray(value)) {
    return value.map((item, index) => fill(item, [...path, index], environment, findings));
  }
  if (typeof value !== 'object' || value === null) return value;
  const filled: Record<string, unknown> = Object.create(null);
  for (const [key, member] of Object.entries(value)) {
    filled[key] = fill(member, [...path, key], environment, findings);
  }
  return filled;
}

function fillText(
  value: string,
  path: KeyPath,
  environment: Environment,
  findings: Finding[],
): string | undefined {
  let whole = true;
  const filled = value.replace(/(\$?)\$\{([^}]*)\}/g, (reference, dollar: string, name: string) => {
    if (dollar !== '') return reference.slice(1);
    const found = environment[name];
    if (found !== undefined && /^\w+$/.test(name)) return found;
    whole = false;
    findings.push(missing(name, path));
    return '';
  });
  return whole ? filled : undefined;
}

function missing(name: string, path: KeyPath): Finding {
  return /^[A-Za-z_]\w*$/.test(name)
    ? {
        path,
        message: `the environment variable ${name} is not set`,
        remedy: `Set ${name} before starting, or write the value here.`,
      }
    : {
        path,
        message: `"\${${name}}" does not name an environment variable`,
        remedy: `Write letters, digits and "_" only, or "$\${${name}}" for the text itself.`,
      };
}
