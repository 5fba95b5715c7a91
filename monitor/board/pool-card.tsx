// One pool: how much of it is taken, by state, and whether visitors went without a number of their own.
import type { WirePool, WireSizing } from '../../src/wire/pool.ts';
import { formatPercent } from '../format/percent.ts';
import { formatRegion } from '../format/region-name.ts';
import { language, texts } from '../i18n/language.ts';
import { Icon } from '../ui/icon.tsx';

/** In the order of the bar; together they are the whole pool. `held` cuts across them. */
const STATES = ['leased', 'lingering', 'cooling', 'disabled', 'free'] as const;
const ALMOST_FULL = 0.9;

export function PoolCard({ pool }: { pool: WirePool }) {
  const t = texts.value.pools;
  const regions = pool.regions.includes('*')
    ? t.anywhere
    : pool.regions.map((region) => formatRegion(region, language.value)).join(', ');
  const full = pool.utilisation >= ALMOST_FULL;
  return (
    <section class={pool.overflowed > 0 ? 'pool pool-short' : 'pool'} aria-label={pool.id}>
      <div class="pool-head">
        <h3 class="pool-name">
          <bdi>{pool.id}</bdi>
        </h3>
        <span class={full ? 'pool-taken pool-full' : 'pool-taken'}>
          {t.taken(formatPercent(pool.utilisation))}
        </span>
      </div>
      <p class="pool-note">
        {t.size(pool.size)}
        {regions !== '' && ` · ${regions}`}
      </p>
      <div class="pool-bar" aria-hidden="true">
        {STATES.map(
          (state) =>
            pool[state] > 0 && (
              <span
                key={state}
                class={`pool-segment pool-${state}`}
                style={{ '--count': String(pool[state]) }}
              />
            ),
        )}
      </div>
      <dl class="pool-counts">
        {STATES.filter((state) => state !== 'disabled' || pool.disabled > 0).map((state) => (
          <div key={state} class="pool-count" title={t.stateText[state]}>
            <dt>
              <span class={`pool-key pool-${state}`} />
              {t.state[state]}
            </dt>
            <dd>{pool[state]}</dd>
          </div>
        ))}
        <div class="pool-count" title={t.stateText.held}>
          <dt>
            <span class="pool-key pool-held">
              <Icon name="talking" size={12} />
            </span>
            {t.state.held}
          </dt>
          <dd>{pool.held}</dd>
        </div>
      </dl>
      {pool.overflowed > 0 && (
        <p class="pool-overflow" title={t.overflowText}>
          <Icon name="warning" />
          {t.overflowed(pool.overflowed)}
        </p>
      )}
      {pool.sizing && <NumbersNeeded sizing={pool.sizing} lendable={pool.size - pool.disabled} />}
      <p class="pool-note pool-granted">{t.granted(pool.granted.toLocaleString(language.value))}</p>
    </section>
  );
}

/** Whether the pool is large enough for its measured traffic. */
function NumbersNeeded({ sizing, lendable }: { sizing: WireSizing; lendable: number }) {
  const t = texts.value.pools;
  const missing = sizing.numbers_needed - lendable;
  const minutes = (sizing.mean_hold_s / 60).toLocaleString(language.value, { maximumFractionDigits: 1 });
  return (
    <p class="pool-note pool-needed" title={t.neededText(sizing.busy_hour_arrivals, minutes)}>
      {t.needed(sizing.numbers_needed)}: <strong>{missing > 0 ? t.addNumbers(missing) : t.enough}</strong>
    </p>
  );
}
