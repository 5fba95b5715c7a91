// A probability in words of a hundred.

/** `0.934` -> `93%`. Only certainty is 100% and only impossibility 0%: 0.999 -> `99%`, 0.001 -> `<1%`. */
export function formatPercent(share: number): string {
  if (share >= 1) return '100%';
  if (share <= 0) return '0%';
  return share < 0.01 ? '<1%' : `${Math.min(99, Math.round(share * 100))}%`;
}
