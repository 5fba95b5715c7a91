// The trend as a chart: lines of totals, or bars of the largest keys on top of one another.
import { useCallback } from 'preact/hooks';
import type { ReportDimension, WireTrend } from '../../src/wire/report.ts';
import { formatCount } from '../format/figure.ts';
import { language } from '../i18n/language.ts';
import { reportsTexts } from '../i18n/reports.ts';
import { Chart, type Palette } from '../ui/chart.tsx';
import { keyName } from './key-name.ts';
import { stepName } from './step-name.ts';

interface Series {
  readonly name: string;
  readonly token: string;
  readonly values: readonly number[];
}

export function TrendChart({
  trend,
  dimension,
  split,
}: {
  trend: WireTrend;
  dimension: ReportDimension;
  split: boolean;
}) {
  const t = reportsTexts.value;
  const lang = language.value;
  const stacked = split && trend.series.length > 0;
  const series = stacked ? splitSeries(trend, dimension) : totalSeries(trend);
  const option = useCallback(
    (palette: Palette) => chartOption(series, trend, stacked, palette),
    [trend, stacked, lang],
  );
  const peak = trend.calls.indexOf(Math.max(...trend.calls));
  const sum = trend.calls.reduce((total, calls) => total + calls, 0);
  return (
    <div class="trend">
      <ul class="legend">
        {series.map(({ name, token }) => (
          <li class="legend-item" key={name}>
            <span class="legend-key" style={{ '--key': `var(--${token})` }} />
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
      <Chart
        option={option}
        label={t.trendText(formatCount(sum, lang), stepName(trend.times[peak] ?? '', trend.step, lang))}
      />
      <table class="sr-only">
        <caption>{t.trend}</caption>
        <thead>
          <tr>
            <td />
            {series.map(({ name }) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {trend.times.map((time, at) => (
            <tr key={time}>
              <th scope="row">{stepName(time, trend.step, lang)}</th>
              {series.map(({ name, values }) => (
                <td key={name}>{formatCount(values[at] ?? 0, lang)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function totalSeries(trend: WireTrend): Series[] {
  const { figures } = reportsTexts.value;
  return [
    { name: figures.calls, token: 'series-1', values: trend.calls },
    { name: figures.target, token: 'series-3', values: trend.target },
    { name: figures.missed, token: 'series-2', values: trend.missed },
  ];
}

function splitSeries(trend: WireTrend, dimension: ReportDimension): Series[] {
  return trend.series.map(({ key, rest, calls }, index) => ({
    name: rest ? reportsTexts.value.rest : keyName(dimension, key),
    token: rest ? 'series-rest' : `series-${index + 1}`,
    values: calls,
  }));
}

function chartOption(series: readonly Series[], trend: WireTrend, stacked: boolean, palette: Palette) {
  const lang = language.value;
  const names = trend.times.map((time) => stepName(time, trend.step, lang));
  const text = { color: palette('text-3'), fontSize: 12 };
  return {
    animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    animationDuration: 300,
    grid: { left: 8, right: 12, top: 16, bottom: 4, containLabel: true },
    xAxis: {
      type: 'category',
      data: names,
      boundaryGap: stacked,
      axisLine: { lineStyle: { color: palette('border') } },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 4,
      splitLine: { lineStyle: { color: palette('border') } },
      axisLabel: text,
    },
    // On the canvas: as HTML it would need inline styles, which the page's policy forbids.
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: palette('surface'),
      borderColor: palette('border'),
      textStyle: { color: palette('text'), fontSize: 13 },
      axisPointer: {
        type: stacked ? 'shadow' : 'line',
        lineStyle: { color: palette('border-strong') },
        shadowStyle: { color: palette('surface-2'), opacity: 0.6 },
      },
      confine: true,
    },
    series: series.map(({ name, token, values }, index) => {
      const color = palette(token);
      if (stacked)
        return {
          name,
          type: 'bar',
          stack: 'all',
          data: [...values],
          itemStyle: { color },
          barCategoryGap: '25%',
        };
      return {
        name,
        type: 'line',
        data: [...values],
        showSymbol: values.length === 1,
        symbolSize: 7,
        smooth: 0.2,
        lineStyle: { width: index === 0 ? 2.5 : 2, color },
        itemStyle: { color },
        ...(index === 0 && { areaStyle: { color, opacity: 0.1 } }),
      };
    }),
  };
}
