// How the simulation's pictures look: one colour a rule, ours strong, who names only holders dashed or hollow.
import type { Comparison } from '../../simulation/compare.ts';

export interface PolicyStyle {
  readonly color: string;
  readonly width: number;
  readonly dash: 'solid' | 'dashed' | 'dotted';
  /** Answers only with the visit that holds the number now. */
  readonly isStrict: boolean;
  readonly isOurs: boolean;
}

/** Told apart by people who see few colours, too (Okabe and Ito, "Color universal design", 2008). */
const COLORS = ['#d55e00', '#e69f00', '#009e73', '#cc79a7', '#8c6d46', '#888888', '#56b4e9', '#b5a900'];
const OURS = '#0b3d91';
/** Without quotes, which ECharts would leave as they are inside an attribute. */
export const FONT = 'Helvetica, Arial, sans-serif';
export const INK = '#222222';
export const PALE_INK = '#666666';
export const GRID = '#e6e6e6';

export function stylesOf(rows: readonly Comparison[], ours: string): ReadonlyMap<string, PolicyStyle> {
  const names = [...new Set(rows.map(({ policy }) => policy))];
  const rules = [...new Set(names.filter((name) => !isLeaseline(name)).map(ruleOf))];
  return new Map(
    names.map((name) => [
      name,
      {
        color: isLeaseline(name) ? OURS : (COLORS[rules.indexOf(ruleOf(name)) % COLORS.length] as string),
        width: name === ours ? 4 : isLeaseline(name) ? 2 : 1.5,
        dash: name.endsWith(', strict') ? 'dashed' : isLeaseline(name) && name !== ours ? 'dotted' : 'solid',
        isStrict: name.endsWith(', strict'),
        isOurs: name === ours,
      },
    ]),
  );
}

export function poolSizesOf(rows: readonly Comparison[]): number[] {
  return [...new Set(rows.map(({ poolSize }) => poolSize))].sort((one, two) => one - two);
}

export function percentOf(share: number): number {
  return Math.round(share * 10_000) / 100;
}

export function titleAt(text: string, left: number, top: number) {
  return { text, left, top, textStyle: { fontFamily: FONT, fontSize: 15, fontWeight: 600, color: INK } };
}

/** The settings all axes share. */
export function axis(name: string) {
  return {
    name,
    nameLocation: 'middle' as const,
    nameTextStyle: { fontFamily: FONT, fontSize: 12, color: PALE_INK },
    axisLabel: { fontFamily: FONT, fontSize: 12, color: PALE_INK },
    axisLine: { show: true, lineStyle: { color: PALE_INK } },
    splitLine: { show: true, lineStyle: { color: GRID } },
  };
}

function ruleOf(name: string): string {
  return name.replace(/, (strict|late)$/, '');
}

function isLeaseline(name: string): boolean {
  return name.startsWith('leaseline');
}
