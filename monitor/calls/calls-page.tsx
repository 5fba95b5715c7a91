// The journal: all calls of a period, filtered, page after page.
import { useMemo } from 'preact/hooks';
import { callsTexts } from '../i18n/calls.ts';
import { search } from '../router/router.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { callQuery, filtered, readFilters } from './call-filters.ts';
import { CallTable } from './call-table.tsx';
import { CallTools } from './call-tools.tsx';
import './calls.css';
import { FilterBar } from './filter-bar.tsx';
import { useCallPages } from './use-call-pages.ts';

export function CallsPage() {
  const t = callsTexts.value;
  const filters = useMemo(() => readFilters(search.value), [search.value]);
  const query = callQuery(filters, Date.now());
  const { calls, next, failure, loading, more, reload } = useCallPages(query);
  const first = calls.length === 0;
  return (
    <Page
      title={t.title}
      note={!first && t.shown(calls.length, next !== null)}
      actions={<CallTools query={query} />}
    >
      <FilterBar filters={filters} calls={calls} />
      {failure !== null && first ? (
        <div class="panel">
          <FailureNotice failure={failure} retry={reload} />
        </div>
      ) : first && loading ? (
        <SkeletonRows rows={10} />
      ) : first ? (
        <div class="panel">
          <Notice icon="quiet" title={t.emptyTitle} text={filtered(filters) ? t.emptyFiltered : t.empty} />
        </div>
      ) : (
        <div class={loading ? 'panel calls dimmed' : 'panel calls'}>
          <CallTable calls={calls} />
          {(next !== null || failure !== null) && (
            <div class="table-foot">
              {failure !== null ? (
                <FailureNotice failure={failure} retry={more} />
              ) : (
                <button type="button" class="table-more" disabled={loading} onClick={more}>
                  {t.more}
                </button>
              )}
            </div>
          )}
        </div>
      )}
      <p class="calls-keys">{t.keys}</p>
    </Page>
  );
}
