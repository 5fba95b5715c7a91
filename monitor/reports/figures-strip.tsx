// The period in a few large figures, each against the period before.
import type { WireCallReport, WireReportFigures } from '../../src/wire/report.ts';
import { formatDuration } from '../format/duration.ts';
import { formatCount, formatMoney, formatShare, NONE } from '../format/figure.ts';
import { language } from '../i18n/language.ts';
import { reportsTexts } from '../i18n/reports.ts';
import { Delta } from './delta.tsx';

interface Figure {
  readonly name: string;
  readonly of: (figures: WireReportFigures) => number | null;
  readonly show: (value: number | null) => string;
  readonly good: 'up' | 'down' | 'neither';
}

export function FiguresStrip({
  total,
  loading,
}: {
  total: WireCallReport['total'] | null;
  loading: boolean;
}) {
  const t = reportsTexts.value;
  const lang = language.value;
  const count = (value: number | null) => formatCount(value, lang);
  const money = (value: number | null) => formatMoney(value, lang);
  const figures: Figure[] = [
    { name: t.figures.calls, of: ({ calls }) => calls, show: count, good: 'up' },
    {
      name: t.answeredShare,
      of: ({ answered, calls }) => (calls === 0 ? null : answered / calls),
      show: (value) => formatShare(value, lang),
      good: 'up',
    },
    { name: t.figures.target, of: ({ target }) => target, show: count, good: 'up' },
    {
      name: t.figures.wait_s,
      of: ({ wait_s }) => wait_s,
      show: (value) => (value === null ? NONE : formatDuration(value)),
      good: 'down',
    },
    { name: t.figures.value, of: ({ value }) => value, show: money, good: 'up' },
    { name: t.figures.spend, of: ({ spend }) => spend, show: money, good: 'neither' },
    {
      name: t.figures.cost_per_target,
      of: ({ cost_per_target }) => cost_per_target,
      show: money,
      good: 'down',
    },
  ];
  return (
    <dl class={loading && total !== null ? 'figures panel dimmed' : 'figures panel'}>
      {figures.map(({ name, of, show, good }) => {
        const before = total?.previous ? of(total.previous) : null;
        return (
          <div class="figure" key={name}>
            <dt class="figure-name">{name}</dt>
            {total === null ? (
              <dd class="skeleton figure-skeleton" />
            ) : (
              <dd class="figure-line">
                <span class="figure-value">{show(of(total))}</span>
                {before !== null && (
                  <span class="figure-before">
                    <Delta now={of(total)} before={before} good={good} /> {t.before(show(before))}
                  </span>
                )}
              </dd>
            )}
          </div>
        );
      })}
    </dl>
  );
}
