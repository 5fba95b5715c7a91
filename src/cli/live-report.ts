// How the findings of `leaseline check --live` are written, for people and for programs.
import type { FindingLevel, LiveFinding } from '../core/live-finding.ts';

/** 0: nothing to do. 1: warnings only. 2: a fault. */
export function exitCodeOf(findings: readonly LiveFinding[]): 0 | 1 | 2 {
  if (findings.some(({ level }) => level === 'fault')) return 2;
  return findings.some(({ level }) => level === 'warning') ? 1 : 0;
}

/** A line each, with what to do below it. */
export function liveReport(findings: readonly LiveFinding[]): string {
  const lines = findings.map(({ level, part, message, remedy }) => {
    const line = `${level.padEnd(7)}  ${part}: ${message}.`;
    return remedy === null ? line : `${line}\n${' '.repeat(9)}${remedy}`;
  });
  return `${[...lines, totalOf(findings)].join('\n')}\n`;
}

/** One JSON object: `{"exit_code", "findings": [{"level", "id", "part", "message", "remedy"}]}`. */
export function liveJson(findings: readonly LiveFinding[]): string {
  return `${JSON.stringify({ exit_code: exitCodeOf(findings), findings }, null, 2)}\n`;
}

function totalOf(findings: readonly LiveFinding[]): string {
  const count = (level: FindingLevel) => findings.filter((finding) => finding.level === level).length;
  const [faults, warnings] = [count('fault'), count('warning')];
  if (faults + warnings === 0) return 'All is well.';
  return `${faults} ${faults === 1 ? 'fault' : 'faults'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}.`;
}
