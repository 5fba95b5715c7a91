// What kind of channel a call came through, by its medium.
import type { WireTouchpoint } from '../../src/wire/call.ts';
import { Icon, type IconName } from '../ui/icon.tsx';

const BY_MEDIUM: Record<string, IconName> = {
  cpc: 'ad',
  ppc: 'ad',
  cpm: 'ad',
  paid: 'ad',
  display: 'ad',
  organic: 'search',
  referral: 'referral',
  social: 'social',
  email: 'email',
  offline: 'offline',
};

export function SourceIcon({ touchpoint }: { touchpoint: WireTouchpoint | null }) {
  return (
    <span class={touchpoint === null ? 'source-icon source-icon-unknown' : 'source-icon'}>
      <Icon name={iconOf(touchpoint)} size={20} />
    </span>
  );
}

function iconOf(touchpoint: WireTouchpoint | null): IconName {
  if (touchpoint === null) return 'unknown';
  if (touchpoint.source === '(direct)') return 'direct';
  return BY_MEDIUM[touchpoint.medium.toLowerCase()] ?? 'referral';
}
