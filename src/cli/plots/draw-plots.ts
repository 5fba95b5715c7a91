// All pictures of a simulation.
import type { Comparison } from '../../simulation/compare.ts';
import { outcomePlot } from './outcome-plot.ts';
import { reliabilityPlot } from './reliability-plot.ts';
import { surestPlot } from './surest-plot.ts';

export interface Plot {
  /** Of the file. */
  readonly name: string;
  readonly svg: string;
}

export function drawPlots(rows: readonly Comparison[], ours: string): Plot[] {
  const sure = rows.filter(({ policy, reliability }) => policy === ours && reliability !== null);
  const plots = [{ name: 'outcomes.svg', svg: outcomePlot(rows, ours) }];
  if (sure.length === 0) return plots;
  return [
    ...plots,
    { name: 'reliability.svg', svg: reliabilityPlot(sure) },
    { name: 'surest-first.svg', svg: surestPlot(rows, ours) },
  ];
}
