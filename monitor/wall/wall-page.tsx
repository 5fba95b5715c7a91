// The wallboard: a few huge figures for a screen that everybody sees from their desk.
import { useEffect, useState } from 'preact/hooks';
import { formatDuration } from '../format/duration.ts';
import { formatPercent } from '../format/percent.ts';
import { boardTexts } from '../i18n/board.ts';
import { language } from '../i18n/language.ts';
import { board, currentCalls, linkStatus, localNow, serverNow } from '../live/live-board.ts';
import { openMissed } from '../missed/open-missed.ts';
import { pathOf } from '../router/route.ts';
import { ConnectionBanner } from '../shell/connection-banner.tsx';
import { LinkChip } from '../shell/link-chip.tsx';
import { Icon } from '../ui/icon.tsx';
import { Logo } from '../ui/logo.tsx';
import { useTodayFigures } from './today-figures.ts';
import './wall.css';
import { WallPools } from './wall-pools.tsx';

export function WallPage() {
  const t = boardTexts.value.wall;
  const today = useTodayFigures();
  const calls = currentCalls.value;
  const ringing = calls.filter(({ state }) => state === 'ringing');
  const longest = ringing[0]?.started_at;
  const waited = longest === undefined ? 0 : Math.max(0, (serverNow.value - Date.parse(longest)) / 1000);
  const open = openMissed.value;
  const share = today === null || today.calls === 0 ? null : today.answered / today.calls;
  return (
    <div class={linkStatus.value.state === 'lost' ? 'wall board-stale' : 'wall'}>
      <WallHead />
      <ConnectionBanner />
      <main class="wall-grid">
        <Tile name={t.ringing} value={String(ringing.length)} tone={ringing.length > 0 ? 'amber' : null} />
        <Tile name={t.talking} value={String(calls.length - ringing.length)} tone="green" />
        <Tile
          name={t.longest}
          value={longest === undefined ? '—' : formatDuration(waited)}
          tone={waited >= 30 ? 'red' : null}
        />
        <Tile
          name={t.answered}
          value={share === null ? '—' : formatPercent(share)}
          under={today === null ? '' : t.ofCalls(today.calls)}
          tone={null}
        />
        <Tile
          name={t.missed}
          value={today === null ? '—' : String(today.missed)}
          tone={today !== null && today.missed > 0 ? 'red' : null}
        />
        <Tile name={t.open} value={String(open)} tone={open > 0 ? 'red' : null} />
      </main>
      <div class="wall-foot">
        <WallPools pools={board.value?.pools ?? []} />
        <section class="wall-panel" aria-labelledby="wall-pbxs">
          <h2 class="wall-name" id="wall-pbxs">
            {t.pbxs}
          </h2>
          <ul class="wall-pbxs">
            {(board.value?.pbxs ?? []).map((pbx) => (
              <li key={pbx.name} class={pbx.up ? 'wall-pbx' : 'wall-pbx wall-pbx-down'}>
                <span class={pbx.up ? 'dot dot-green' : 'dot dot-red'} />
                {pbx.name}
                {!pbx.up && <span>{t.noLink}</span>}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  );
}

function WallHead() {
  const t = boardTexts.value.wall;
  const full = useFullScreen();
  return (
    <header class="wall-head">
      <Logo size={32} />
      <LinkChip />
      <time class="wall-clock">
        {new Date(localNow.value).toLocaleTimeString(language.value, {
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
        })}
      </time>
      {!full && document.fullscreenEnabled && (
        <button
          type="button"
          class="icon-button"
          aria-label={t.fullScreen}
          title={t.fullScreen}
          onClick={() => void document.documentElement.requestFullscreen()}
        >
          <Icon name="expand" size={20} />
        </button>
      )}
      <a class="icon-button" href={pathOf('board')} aria-label={t.leave} title={t.leave}>
        <Icon name="close" size={20} />
      </a>
    </header>
  );
}

function Tile({
  name,
  value,
  under = '',
  tone,
}: {
  name: string;
  value: string;
  under?: string;
  tone: 'amber' | 'green' | 'red' | null;
}) {
  return (
    <section class={tone === null ? 'wall-tile' : `wall-tile wall-${tone}`}>
      <h2 class="wall-name">{name}</h2>
      <p class="wall-value">{value}</p>
      <p class="wall-under">{under}</p>
    </section>
  );
}

function useFullScreen(): boolean {
  const [full, setFull] = useState(document.fullscreenElement !== null);
  useEffect(() => {
    const onChange = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', onChange);
    return () => document.removeEventListener('fullscreenchange', onChange);
  }, []);
  return full;
}
