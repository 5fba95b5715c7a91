// The comparison as lines of text, in columns.
import type { Comparison } from './compare.ts';
import type { Spread } from './spread.ts';
import { OUTCOMES } from './tally.ts';
import type { Verdict } from './verdict.ts';

const COLUMNS: readonly { readonly title: string; readonly width: number }[] = [
  { title: 'policy', width: -26 },
  ...OUTCOMES.map((outcome) => ({ title: `${outcome} %`, width: 17 })),
  { title: 'strangers %', width: 11 },
  { title: 'overlapping', width: 11 },
  { title: '0.9+', width: 6 },
  { title: '0.9+ right %', width: 12 },
  { title: 'ECE %', width: 16 },
  { title: 'chance %', width: 8 },
];

export function tableHead(poolSize: number): string {
  return `${poolSize} numbers\n${line(COLUMNS.map(({ title }) => title))}`;
}

/** Outcomes: median over the seeds, and from the least to the most in brackets. The rest: of all seeds together. */
export function tableRow(row: Comparison): string {
  const { reliability, calibrationError, strangers } = row;
  return line([
    row.policy,
    ...OUTCOMES.map((outcome) => {
      const share = row.shares[outcome];
      return share === null ? '-' : `${percent(share.median)} ${range(share)}`;
    }),
    strangers.calls === 0 ? '-' : percent(strangers.named / strangers.calls),
    String(row.simultaneous),
    ...(reliability === null || calibrationError === null
      ? []
      : [
          String(reliability.sure.answers),
          reliability.sure.right === null ? '-' : percent(reliability.sure.right),
          `${percent(reliability.error)} ${range(calibrationError)}`,
          percent(reliability.noise),
        ]),
  ]);
}

/** Ten bins, of all seeds together; null where the policy gives no confidence. */
export function reliabilityTable({ policy, poolSize, reliability }: Comparison): string | null {
  if (reliability === null) return null;
  const rows = reliability.bins.map(({ answers, confidence, right }, bin) =>
    answers === 0
      ? ['0', '-', '-']
      : [String(answers), percent(confidence), percent(right), `  ${bin === 9 ? '0.9 and more' : ''}`],
  );
  const lines = [['answers', 'sure %', 'right %'], ...rows].map((cells) =>
    `  ${cells.map((cell, column) => (column < 3 ? cell.padStart(8) : cell)).join('')}`.trimEnd(),
  );
  return `${policy}, ${poolSize} numbers: how sure, and how often right\n${lines.join('\n')}`;
}

export function verdictText({ policy, poolSize, claims, duels }: Verdict): string {
  const judged = claims.map(
    ({ claim, holds, because }) => `  ${(holds ? 'holds' : 'does not hold').padEnd(14)}${claim}: ${because}`,
  );
  const compared = duels.map(({ policy: other, right, wrong, oursWrong, isFewer }) =>
    `  ${other.padEnd(26)}${percent(right).padStart(8)}${percent(wrong).padStart(9)}${(oursWrong === null ? 'never' : percent(oursWrong)).padStart(12)}  ${isFewer ? '' : '<'}`.trimEnd(),
  );
  return [
    `${policy}, ${poolSize} numbers`,
    ...judged,
    '',
    `  ${''.padEnd(26)} right %  wrong %  ours there  (named surest first until as many are right)`,
    ...compared,
  ].join('\n');
}

function line(cells: readonly string[]): string {
  return cells
    .map((cell, index) => {
      const width = COLUMNS[index]?.width ?? 0;
      return width < 0 ? cell.padEnd(-width) : cell.padStart(width);
    })
    .join('  ')
    .trimEnd();
}

function range({ least, most }: Spread): string {
  return `(${percent(least)}-${percent(most)})`;
}

function percent(share: number): string {
  return (share * 100).toFixed(1);
}
