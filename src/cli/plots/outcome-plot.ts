// Right, wrong, unattributed and overflow against pool size: a panel each, a line a policy.
import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { Comparison } from '../../simulation/compare.ts';
import { OUTCOMES, type Outcome } from '../../simulation/tally.ts';
import { axis, FONT, INK, percentOf, poolSizesOf, stylesOf, titleAt } from './plot-style.ts';
import { renderSvg } from './render-svg.ts';
import { whiskers } from './whisker.ts';

const WIDTH = 1_200;
const HEIGHT = 960;
const PANEL = { width: 500, height: 330 };
const TITLES: Readonly<Record<Outcome, string>> = {
  right: 'Right: the visit the call came from was named',
  wrong: 'Wrong: another visit was named',
  unattributed: 'Unattributed: no visit was named',
  overflow: 'Overflow: the pool was empty when the caller looked',
};

export function outcomePlot(rows: readonly Comparison[], ours: string): string {
  const sizes = poolSizesOf(rows);
  const styles = stylesOf(rows, ours);
  const panels = OUTCOMES.map((outcome, panel) => {
    const left = 70 + (panel % 2) * 590;
    const top = 60 + Math.floor(panel / 2) * 440;
    return { outcome, panel, left, top };
  });
  // The logarithm is drawn on a plain axis, so that its marks can be the pool sizes.
  const marks = sizes.map((size) => Math.log2(size));
  const series = panels.flatMap(({ outcome, panel }) =>
    [...styles].flatMap(([policy, style]): (LineSeriesOption | CustomSeriesOption)[] => {
      const own = rows.filter((row) => row.policy === policy && row.shares[outcome] !== null);
      const { color, width, dash, isStrict, isOurs } = style;
      const line: LineSeriesOption = {
        name: policy,
        type: 'line',
        xAxisIndex: panel,
        yAxisIndex: panel,
        data: own.map((row) => [Math.log2(row.poolSize), percentOf(row.shares[outcome]?.median ?? 0)]),
        symbol: isStrict ? 'emptyCircle' : 'circle',
        symbolSize: isOurs ? 9 : 5,
        showAllSymbol: true,
        lineStyle: { color, width, type: dash },
        itemStyle: { color },
        z: isOurs ? 5 : 3,
      };
      if (!isOurs) return [line];
      const bars = own.map((row) => ({
        x: Math.log2(row.poolSize),
        least: percentOf(row.shares[outcome]?.least ?? 0),
        most: percentOf(row.shares[outcome]?.most ?? 0),
      }));
      return [line, whiskers(panel, color, bars)];
    }),
  );
  return renderSvg(
    {
      title: panels.map(({ outcome, left, top }) => titleAt(TITLES[outcome], left, top - 34)),
      grid: panels.map(({ left, top }) => ({ left, top, ...PANEL })),
      xAxis: panels.map(({ panel }) => {
        const shared = axis('numbers in the pool');
        return {
          ...shared,
          type: 'value',
          gridIndex: panel,
          nameGap: 28,
          min: Math.min(...marks) - 0.15,
          max: Math.max(...marks) + 0.15,
          axisTick: { customValues: marks },
          axisLabel: {
            ...shared.axisLabel,
            customValues: marks,
            formatter: (mark: number) => String(Math.round(2 ** mark)),
          },
          splitLine: { show: false },
        };
      }),
      yAxis: panels.map(({ panel }) => ({
        ...axis("% of visitors' calls"),
        type: 'value',
        gridIndex: panel,
        nameGap: 38,
        min: 0,
      })),
      legend: {
        bottom: 6,
        left: 60,
        width: WIDTH - 180,
        itemGap: 14,
        itemWidth: 36,
        lineStyle: { width: 'inherit' },
        textStyle: { fontFamily: FONT, fontSize: 13, color: INK },
        data: [...styles.keys()],
      },
      series,
    },
    WIDTH,
    HEIGHT,
  );
}
