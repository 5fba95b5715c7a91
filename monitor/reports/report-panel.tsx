// The frame of one report: its title, what can be done, and the report once it is there.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { Asked } from '../data/use-answer.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';

export function ReportPanel<T>({
  title,
  actions,
  asked: { value, failure, loading, reload },
  children,
}: {
  title: string;
  actions?: ComponentChildren;
  asked: Asked<T>;
  children: (value: T) => ComponentChildren;
}) {
  const id = useId();
  return (
    <section class="panel" aria-labelledby={id}>
      <div class="panel-head">
        <h2 class="panel-title" id={id}>
          {title}
        </h2>
        {actions && <div class="panel-actions">{actions}</div>}
      </div>
      {value !== null ? (
        <div class={loading ? 'dimmed' : undefined}>{children(value)}</div>
      ) : failure !== null ? (
        <FailureNotice failure={failure} retry={reload} />
      ) : (
        <div class="report-wait">
          <span class="skeleton" />
          <span class="skeleton" />
          <span class="skeleton" />
        </div>
      )}
    </section>
  );
}
