// In place of what the server has not answered: rows to wait for, or why there are none and a way to ask again.
import type { Failure } from '../data/api.ts';
import { FailureNotice } from './failure-notice.tsx';
import { SkeletonRows } from './skeleton.tsx';

export function Unanswered({
  failure,
  retry,
  rows,
}: {
  failure: Failure | null;
  retry: () => void;
  rows: number;
}) {
  if (failure === null) return <SkeletonRows rows={rows} />;
  return (
    <div class="panel">
      <FailureNotice failure={failure} retry={retry} />
    </div>
  );
}
