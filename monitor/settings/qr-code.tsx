// A QR code as SVG squares, always dark on white: phones read nothing else.
import { encode } from 'uqr';

/** Modules of white around it, as ISO/IEC 18004 wants. */
const BORDER = 4;

export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, data } = encode(text, { border: BORDER, ecc: 'M' });
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? `M${x} ${y}h1v1h-1z` : [])));
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect class="qr-ground" width={size} height={size} />
      <path class="qr-dark" d={dark.join('')} />
    </svg>
  );
}
