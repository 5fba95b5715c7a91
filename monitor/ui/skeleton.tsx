// Grey bars in the shape of what is coming, so that nothing jumps when it comes.
import { shellTexts } from '../i18n/shell.ts';

export function PageSkeleton() {
  return (
    <div class="page">
      <div class="skeleton skeleton-title" />
      <SkeletonRows rows={8} />
    </div>
  );
}

export function SkeletonRows({ rows }: { rows: number }) {
  return (
    <div class="panel skeleton-rows" role="status">
      <span class="sr-only">{shellTexts.value.loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div class="skeleton-row" key={row}>
          <span class="skeleton" />
          <span class="skeleton" />
          <span class="skeleton" />
        </div>
      ))}
    </div>
  );
}
