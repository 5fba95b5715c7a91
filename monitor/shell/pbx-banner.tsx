// Says which Asterisk boxes we cannot see, and what that means for the calls.
import { texts } from '../i18n/language.ts';
import { board, linkStatus } from '../live/live-board.ts';
import { Icon } from '../ui/icon.tsx';

export function PbxBanner() {
  const down = (board.value?.pbxs ?? []).filter((pbx) => !pbx.up);
  if (down.length === 0 || linkStatus.value.state !== 'live') return null;
  const t = texts.value.pbx;
  const reasons = down.map((pbx) => pbx.reason).filter((reason) => reason !== null);
  return (
    <div class="alert alert-amber">
      <Icon name="warning" size={20} />
      <p class="alert-text" role="alert">
        <strong>{t.downTitle(down.map((pbx) => pbx.name).join(', '))}.</strong> {t.downText}
      </p>
      {reasons.length > 0 && <span class="alert-aside">{reasons.join('; ')}</span>}
    </div>
  );
}
