// How much of each pool is taken, to be read from afar.
import type { WirePool } from '../../src/wire/pool.ts';
import { formatPercent } from '../format/percent.ts';
import { boardTexts } from '../i18n/board.ts';

const ALMOST_FULL = 0.9;

export function WallPools({ pools }: { pools: readonly WirePool[] }) {
  return (
    <section class="wall-panel" aria-labelledby="wall-pools">
      <h2 class="wall-name" id="wall-pools">
        {boardTexts.value.wall.pools}
      </h2>
      <ul class="wall-pools">
        {pools.map(({ id, utilisation }) => (
          <li key={id} class={utilisation >= ALMOST_FULL ? 'wall-pool wall-pool-full' : 'wall-pool'}>
            <bdi class="wall-pool-name">{id}</bdi>
            <span class="wall-pool-track" aria-hidden="true">
              <span class="wall-pool-bar" style={{ '--share': String(utilisation) }} />
            </span>
            <strong>{formatPercent(utilisation)}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}
