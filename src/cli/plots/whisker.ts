// A vertical bar from the least to the most, as an ECharts series.
import type { CustomSeriesOption } from 'echarts/charts';

export interface Whisker {
  readonly x: number;
  readonly least: number;
  readonly most: number;
}

export function whiskers(panel: number, color: string, bars: readonly Whisker[]): CustomSeriesOption {
  return {
    type: 'custom',
    xAxisIndex: panel,
    yAxisIndex: panel,
    silent: true,
    z: 4,
    data: bars.map(({ x, least, most }) => [x, least, most]),
    encode: { x: 0, y: [1, 2] },
    renderItem: (_, api) => {
      const [x = 0, low = 0] = api.coord([api.value(0), api.value(1)]);
      const [, high = 0] = api.coord([api.value(0), api.value(2)]);
      const style = { stroke: color, lineWidth: 1.5 };
      const line = (x1: number, y1: number, x2: number, y2: number) =>
        ({ type: 'line', shape: { x1, y1, x2, y2 }, style }) as const;
      return {
        type: 'group',
        children: [line(x, low, x, high), line(x - 4, low, x + 4, low), line(x - 4, high, x + 4, high)],
      };
    },
  };
}
