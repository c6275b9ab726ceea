import { type ReactNode } from 'react';
import { formatCount } from '../texts/format.js';
import { useLanguage } from '../texts/language.js';
import { Drawing } from './drawing.js';
import { type Bar } from './figures.js';
import { shortened, textWidth } from './lettering.js';
import { useTexts } from './use-texts.js';

const ROW = 26;
const BAR = 15;
const LETTERS = 14;
const GAP = 10;

/** The largest part of the width that names may take. */
const NAMES = 0.42;

/** What a chart of bars shows, and how wide. */
export interface BarsProps {
  readonly bars: readonly Bar[];
  readonly label: string;
  readonly width: number;
}

/** A ranking: one bar below the other, each with its name and number. */
export function BarChart({ bars, label, width }: BarsProps): ReactNode {
  const texts = useTexts();
  const { lang } = useLanguage();
  const names = bars.map(({ value }) => texts.nameOf(value));
  const most = Math.max(...bars.map(({ count }) => count));
  const numbers = textWidth(formatCount(most, lang)) * LETTERS + GAP;
  const start = Math.min(Math.max(...names.map(textWidth)) * LETTERS + GAP, width * NAMES);
  const room = width - start - numbers;
  return (
    <Drawing width={width} height={bars.length * ROW} label={label}>
      {bars.map(({ value: { key }, count }, index) => {
        const name = names[index] ?? '';
        const middle = (index + 0.5) * ROW;
        const length = Math.max((count / most) * room, 1);
        return (
          <g key={key ?? 'unknown'}>
            <title>{`${name}: ${formatCount(count, lang)}`}</title>
            <text x={start - GAP} y={middle + 5} textAnchor="end" fontSize={LETTERS}>
              {shortened(name, (start - GAP) / LETTERS)}
            </text>
            <rect
              className={key === null ? 'bar bar-unknown' : 'bar'}
              x={start}
              y={middle - BAR / 2}
              width={length}
              height={BAR}
            />
            <text x={start + length + 6} y={middle + 5} fontSize={LETTERS}>
              {formatCount(count, lang)}
            </text>
          </g>
        );
      })}
    </Drawing>
  );
}
