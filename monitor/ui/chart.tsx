// A chart on a canvas, drawn by ECharts; its figures stand in a table beside it for who cannot see it.
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useRef, useState } from 'preact/hooks';
import { theme } from '../theme/theme.ts';

/** Colours by the names of their tokens. */
export type Palette = (token: string) => string;

/** `option` is asked for anew when the theme changes. */
export function Chart({ option, label }: { option: (palette: Palette) => EChartsCoreOption; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType | null>(null);

  useEffect(() => {
    let gone = false;
    let drawn: EChartsType | null = null;
    const resized = new ResizeObserver(() => drawn?.resize());
    void import('./echarts.ts').then(({ init }) => {
      if (gone || !box.current) return;
      drawn = init(box.current);
      resized.observe(box.current);
      setChart(drawn);
    });
    return () => {
      gone = true;
      resized.disconnect();
      drawn?.dispose();
    };
  }, []);

  const look = document.documentElement.dataset['theme'];
  useEffect(() => {
    if (!chart) return;
    const styles = getComputedStyle(document.documentElement);
    const font = getComputedStyle(document.body).fontFamily;
    chart.setOption(
      { textStyle: { fontFamily: font }, ...option((token) => styles.getPropertyValue(`--${token}`).trim()) },
      { notMerge: true },
    );
  }, [chart, option, look, theme.value]);

  return <div class="chart" ref={box} role="img" aria-label={label} />;
}
