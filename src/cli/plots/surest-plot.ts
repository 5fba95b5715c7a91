// Wrong against right: ours cut down to its surest answers is a line, every other policy a point. Below the line is better.
import type { LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type { Comparison } from '../../simulation/compare.ts';
import type { Named } from '../../simulation/surest-first.ts';
import {
  axis,
  FONT,
  INK,
  type PolicyStyle,
  percentOf,
  poolSizesOf,
  stylesOf,
  titleAt,
} from './plot-style.ts';
import { renderSvg } from './render-svg.ts';

const COLUMNS = 2;
const PANEL = { width: 500, height: 360 };
const STEP_X = 590;
const STEP_Y = 470;
const LEGEND = 120;
/** Points a line: more cannot be seen. */
const MOST_POINTS = 300;

export function surestPlot(rows: readonly Comparison[], ours: string): string {
  const sizes = poolSizesOf(rows);
  const styles = stylesOf(rows, ours);
  const panels = sizes.map((size, panel) => ({
    size,
    left: 70 + (panel % COLUMNS) * STEP_X,
    top: 60 + Math.floor(panel / COLUMNS) * STEP_Y,
  }));
  const series = panels.flatMap(({ size }, panel) =>
    rows
      .filter(({ poolSize }) => poolSize === size)
      .map((row): LineSeriesOption | ScatterSeriesOption => {
        const { color, width, dash, isStrict, isOurs } = styles.get(row.policy) as PolicyStyle;
        const at = { name: row.policy, xAxisIndex: panel, yAxisIndex: panel };
        if (row.surestFirst.length > 0) {
          return {
            type: 'line',
            ...at,
            symbol: 'none',
            data: thinned(row.surestFirst).map(({ right, wrong }) => [
              percentOf(right / row.calls),
              percentOf(wrong / row.calls),
            ]),
            lineStyle: { color, width, type: dash },
            itemStyle: { color },
            z: isOurs ? 5 : 4,
          };
        }
        return {
          type: 'scatter',
          ...at,
          symbol: isStrict ? 'emptyCircle' : 'circle',
          symbolSize: 11,
          data: [[percentOf(row.outcomes.right / row.calls), percentOf(row.outcomes.wrong / row.calls)]],
          itemStyle: { color, borderWidth: 2.5 },
        };
      }),
  );
  const width = 70 + Math.min(COLUMNS, panels.length) * STEP_X;
  return renderSvg(
    {
      title: panels.map(({ size, left, top }) => titleAt(`${size} numbers`, left, top - 34)),
      grid: panels.map(({ left, top }) => ({ left, top, ...PANEL })),
      xAxis: panels.map((_, panel) => ({
        ...axis("% of visitors' calls right"),
        type: 'value',
        gridIndex: panel,
        nameGap: 28,
        min: 0,
      })),
      yAxis: panels.map((_, panel) => ({
        ...axis('% wrong'),
        type: 'value',
        gridIndex: panel,
        nameGap: 36,
        min: 0,
      })),
      legend: {
        bottom: 6,
        left: 60,
        width: width - 180,
        itemGap: 14,
        lineStyle: { width: 'inherit' },
        textStyle: { fontFamily: FONT, fontSize: 13, color: INK },
        data: [...styles.keys()],
      },
      series,
    },
    width,
    Math.ceil(panels.length / COLUMNS) * STEP_Y + LEGEND - 40,
  );
}

function thinned(steps: readonly Named[]): readonly Named[] {
  const every = Math.max(1, Math.floor(steps.length / MOST_POINTS));
  return steps.filter((_, index) => index % every === 0 || index === steps.length - 1);
}
