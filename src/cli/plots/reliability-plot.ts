// A reliability diagram: how sure the answers were against how many were right, and how many there were, by pool size.
import type { Comparison } from '../../simulation/compare.ts';
import { axis, GRID, PALE_INK, percentOf, titleAt } from './plot-style.ts';
import { renderSvg } from './render-svg.ts';
import { type Whisker, whiskers } from './whisker.ts';

const COLOR = '#0b3d91';
const COLUMNS = 4;
const PANEL = 300;
const HISTOGRAM = 90;
const STEP_X = PANEL + 80;
const STEP_Y = PANEL + HISTOGRAM + 160;
/** 95 %. */
const Z = 1.96;

/** `rows` of one policy, all with a confidence. */
export function reliabilityPlot(rows: readonly Comparison[]): string {
  const panels = rows.flatMap(({ poolSize, reliability }, panel) =>
    reliability === null
      ? []
      : [
          {
            poolSize,
            reliability,
            left: 70 + (panel % COLUMNS) * STEP_X,
            top: 70 + Math.floor(panel / COLUMNS) * STEP_Y,
          },
        ],
  );
  const label = (name: string) => ({ ...axis(name), type: 'value', min: 0, max: 100 });
  const below = (index: number) => panels.length + index;
  return renderSvg(
    {
      title: panels.map(({ poolSize, reliability, left, top }) => ({
        ...titleAt(`${poolSize} numbers: ECE ${percentOf(reliability.error).toFixed(1)} %`, left, top - 52),
        subtext: `chance alone ${percentOf(reliability.noise).toFixed(1)} %`,
        itemGap: 4,
        subtextStyle: { color: PALE_INK, fontSize: 12 },
      })),
      grid: panels
        .map(({ left, top }) => ({ left, top, width: PANEL, height: PANEL }))
        .concat(
          panels.map(({ left, top }) => ({ left, top: top + PANEL + 30, width: PANEL, height: HISTOGRAM })),
        ),
      xAxis: [
        ...panels.map((_, index) => {
          const shared = label('');
          return { ...shared, gridIndex: index, axisLabel: { show: false } };
        }),
        ...panels.map((_, index) => ({
          ...label('confidence of the answer, %'),
          gridIndex: below(index),
          nameGap: 28,
          interval: 20,
          // Or it would grow by half a bar and stand askew below the diagram.
          containShape: false,
          splitLine: { show: false },
        })),
      ],
      yAxis: [
        ...panels.map((_, index) => ({
          ...label(index % COLUMNS === 0 ? '% of these answers right' : ''),
          gridIndex: index,
          nameGap: 36,
        })),
        ...panels.map((_, index) => ({
          ...axis(index % COLUMNS === 0 ? 'answers' : ''),
          type: 'value',
          gridIndex: below(index),
          nameGap: 44,
          splitNumber: 2,
          min: 0,
        })),
      ],
      series: panels.flatMap(({ reliability: { bins } }, panel) => {
        const filled = bins.filter(({ answers }) => answers > 0);
        const at = { xAxisIndex: panel, yAxisIndex: panel } as const;
        const whole: Whisker[] = filled.map(({ answers, confidence, right }) => ({
          x: percentOf(confidence),
          ...interval(right, answers),
        }));
        return [
          {
            type: 'line',
            ...at,
            silent: true,
            symbol: 'none',
            data: [
              [0, 0],
              [100, 100],
            ],
            lineStyle: { color: PALE_INK, width: 1, type: 'dashed' },
          },
          whiskers(panel, COLOR, whole),
          {
            type: 'line',
            ...at,
            data: filled.map(({ confidence, right }) => [percentOf(confidence), percentOf(right)]),
            symbol: 'circle',
            symbolSize: 8,
            lineStyle: { color: COLOR, width: 2 },
            itemStyle: { color: COLOR },
            z: 5,
          },
          {
            type: 'bar',
            xAxisIndex: below(panel),
            yAxisIndex: below(panel),
            barWidth: PANEL / 10 - 3,
            data: bins.map(({ answers }, bin) => [bin * 10 + 5, answers]),
            itemStyle: { color: COLOR, opacity: 0.55, borderColor: GRID },
          },
        ];
      }),
    },
    70 + Math.min(COLUMNS, Math.max(1, panels.length)) * STEP_X,
    Math.max(1, Math.ceil(panels.length / COLUMNS)) * STEP_Y,
  );
}

/** Where the true share lies, in percent (E. B. Wilson, 1927). */
function interval(share: number, of: number): { least: number; most: number } {
  const middle = (share + Z ** 2 / (2 * of)) / (1 + Z ** 2 / of);
  const half = (Z / (1 + Z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  return { least: percentOf(middle - half), most: percentOf(middle + half) };
}
