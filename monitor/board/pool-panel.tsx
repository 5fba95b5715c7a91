// The pools, beside the calls.
import { texts } from '../i18n/language.ts';
import { board } from '../live/live-board.ts';
import { PoolCard } from './pool-card.tsx';

export function PoolPanel() {
  const t = texts.value.pools;
  if (board.value === null) return null;
  const { pools } = board.value;
  return (
    <aside aria-labelledby="pools-title">
      <div class="section-head">
        <h2 class="section-title" id="pools-title">
          {t.title}
        </h2>
      </div>
      {pools.length === 0 && <p class="pool-note">{t.empty}</p>}
      <div class="pools">
        {pools.map((pool) => (
          <PoolCard key={pool.id} pool={pool} />
        ))}
      </div>
    </aside>
  );
}
