import { useMemo, type ReactNode } from 'react';
import { encode } from 'uqr';
import { useLanguage } from '../texts/language.js';

interface QrCodeProps {
  readonly address: string;
  readonly code: string;
}

/** The dark squares of a code as one path: a picture that needs no markup of its own. */
function pathOf(squares: readonly (readonly boolean[])[]): string {
  return squares.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
}

/** An address to be read with a phone; light around it, whatever the page's colours are. */
export function QrCode({ address, code }: QrCodeProps): ReactNode {
  const { t } = useLanguage();
  const { size, data } = useMemo(() => encode(address, { ecc: 'M', border: 3 }), [address]);
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={t.record.qr(code)}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={pathOf(data)} fill="#000" />
    </svg>
  );
}
