// Figures as CSV.
import { expect, it } from 'vitest';
import { type Comparison, compare } from '../../src/simulation/compare.ts';
import { resultCsv } from '../../src/simulation/result-csv.ts';
import { Tally } from '../../src/simulation/tally.ts';

it('writes a line a policy and pool size, empty where there is no figure', async () => {
  const play = async ({ policy, seed }: { policy: string; seed: number }) => {
    const tally = new Tally();
    tally.addVisitor({ visit: 1, confidence: policy === 'sure' ? 0.95 : null }, seed);
    tally.addStranger({ visit: null, confidence: null });
    tally.simultaneous = 2;
    return tally;
  };
  const rows: Comparison[] = [];
  for await (const row of compare({ seeds: [1, 2], poolSizes: [5] }, ['sure', 'no, "never"'], play))
    rows.push(row);
  expect(resultCsv(rows).split('\r\n')).toEqual([
    'pool_size,policy,calls,right,wrong,unattributed,overflow,right_median,right_least,right_most,wrong_median,wrong_least,' +
      'wrong_most,unattributed_median,unattributed_least,unattributed_most,overflow_median,overflow_least,overflow_most,' +
      'strangers,strangers_named,overlapping,sure_answers,sure_right,calibration_error,calibration_error_by_chance',
    '5,sure,2,1,1,0,0,0.500000,0,1,0.500000,0,1,0,0,0,0,0,0,2,0,4,2,0.500000,0.450000,0.090250',
    '5,"no, ""never""",2,1,1,0,0,0.500000,0,1,0.500000,0,1,0,0,0,0,0,0,2,0,4,,,,',
    '',
  ]);
});
