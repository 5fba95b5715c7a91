// `--set PATH=VALUE`: one value of a scenario, written on the command line instead of in the file.
import type { KeyPath } from '../config/fault.ts';
import { YamlSource } from '../config/yaml-source.ts';

export interface Override {
  /** As written, for faults: `--set mobile=0.35`. */
  readonly written: string;
  readonly path: KeyPath;
  /** Read as YAML. */
  readonly value: unknown;
}

/** `calls.delays[0].share=0.5`; null when it is not of that form. */
export function readOverride(written: string): Override | null {
  const match = /^([\w.[\]]+)=(.*)$/s.exec(written);
  const path = match?.[1]
    ?.replaceAll(/\[(\d+)\]/g, '.$1')
    .split('.')
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const value = new YamlSource(match?.[2] ?? '');
  if (!path || path.includes('') || !value.sound || value.faults.length > 0) return null;
  return { written: `--set ${written}`, path, value: value.tree };
}

/** Puts the value into the tree; groups on the way there that are missing are made. False where there is no such way. */
export function applyOverride(tree: object, { path, value }: Override): boolean {
  let group = tree as Record<string | number, unknown>;
  for (const [index, step] of path.entries()) {
    if (Array.isArray(group) && !(typeof step === 'number' && step < group.length)) return false;
    if (index === path.length - 1) {
      group[step] = value;
      return true;
    }
    const next = group[step] ?? Object.create(null);
    if (typeof next !== 'object') return false;
    group[step] = next;
    group = next as Record<string | number, unknown>;
  }
  return false;
}
