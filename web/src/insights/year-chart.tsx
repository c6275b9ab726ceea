import { type ReactNode } from 'react';
import { formatCount } from '../texts/format.js';
import { useLanguage } from '../texts/language.js';
import { type BarsProps } from './bar-chart.js';
import { Drawing } from './drawing.js';
import { textWidth } from './lettering.js';
import { useTexts } from './use-texts.js';

const HEIGHT = 240;
const LETTERS = 12;
const FOOT = 22;
const HEAD = 18;

/** Room for the half of the first year's name that stands out. */
const START = 12;

/** The years side by side, each with a column; what is unknown stands apart at the end. */
export function YearChart({ bars, label, width }: BarsProps): ReactNode {
  const texts = useTexts();
  const { lang } = useLanguage();
  const known = bars.filter(({ value }) => value.key !== null);
  const unknown = bars.find(({ value }) => value.key === null);
  const unknownName = unknown ? texts.nameOf(unknown.value) : '';
  const aside = unknown ? textWidth(unknownName) * LETTERS + 16 : 0;
  const step = Math.min((width - START - aside) / Math.max(known.length, 1), 72);
  const most = Math.max(...bars.map(({ count }) => count));
  const every = Math.ceil((textWidth('2000') * LETTERS + 6) / step);
  const counted = textWidth(formatCount(most, lang)) * LETTERS <= step;
  const floor = HEIGHT - FOOT;
  const end = START + known.length * step;
  const column = (name: string, count: number, left: number, wide: number, kind: string): ReactNode => {
    const height = (count / most) * (floor - HEAD);
    return (
      <>
        <title>{`${name}: ${formatCount(count, lang)}`}</title>
        <rect
          className={kind}
          x={left + 1}
          y={floor - height}
          width={Math.max(wide - 2, 1)}
          height={height}
        />
        {(counted || kind !== 'bar') && (
          <text x={left + wide / 2} y={floor - height - 5} textAnchor="middle" fontSize={LETTERS}>
            {formatCount(count, lang)}
          </text>
        )}
      </>
    );
  };
  return (
    <Drawing width={width} height={HEIGHT} label={label}>
      {known.map(({ value, count }, index) => (
        <g key={value.key}>
          {column(texts.nameOf(value), count, START + index * step, step, 'bar')}
          {/* Counted from the last year, which is the one most looked for. */}
          {(known.length - 1 - index) % every === 0 && (
            <text x={START + (index + 0.5) * step} y={HEIGHT - 5} textAnchor="middle" fontSize={LETTERS}>
              {texts.nameOf(value)}
            </text>
          )}
        </g>
      ))}
      {unknown && (
        <g>
          {column(unknownName, unknown.count, end + 16, aside - 16, 'bar bar-unknown')}
          <text x={end + 16 + (aside - 16) / 2} y={HEIGHT - 5} textAnchor="middle" fontSize={LETTERS}>
            {unknownName}
          </text>
        </g>
      )}
      <line className="axis" x1={START} x2={end} y1={floor + 0.5} y2={floor + 0.5} />
    </Drawing>
  );
}
