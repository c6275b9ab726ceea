import { type ReactNode } from 'react';
import { formatCount } from '../texts/format.js';
import { useLanguage } from '../texts/language.js';
import { Drawing } from './drawing.js';
import { type Grid } from './figures.js';
import { shortened, textWidth } from './lettering.js';
import { useTexts } from './use-texts.js';

const ROW = 28;
const HEAD = 24;
const LETTERS = 13;
const GAP = 10;

/** The largest part of the width that the names of rows may take. */
const NAMES = 0.34;

/** A column is never so narrow that its numbers touch. */
const MIN_COLUMN = 30;

/** How strong the colour of a cell is, from few to many; numbers on the last two are light. */
const SHADES = [0.1, 0.22, 0.36, 0.78, 1] as const;
const FIRST_DARK = 3;

interface GridChartProps {
  readonly grid: Grid;
  readonly label: string;
  readonly width: number;
}

/** Two dimensions: the more achievements a pair has, the stronger its cell. Wider than its place where it has to be. */
export function GridChart({ grid: { rows, columns }, label, width }: GridChartProps): ReactNode {
  const texts = useTexts();
  const { lang } = useLanguage();
  const most = Math.max(...rows.flatMap(({ counts }) => counts));
  const widestName = Math.max(...rows.map(({ value }) => textWidth(texts.nameOf(value))));
  const start = Math.min(widestName * LETTERS + GAP, Math.max(width * NAMES, 120));
  const needed = columns.map((value) => Math.max(textWidth(texts.nameOf(value)) * LETTERS + 4, MIN_COLUMN));
  const sum = needed.reduce((one, other) => one + other, 0);
  const spare = Math.max(width - start - sum, 0) / Math.max(columns.length, 1);
  const widths = needed.map((each) => each + spare);
  const left = (index: number): number => widths.slice(0, index).reduce((a, b) => a + b, start);
  return (
    <Drawing width={left(columns.length)} height={HEAD + rows.length * ROW} label={label}>
      {columns.map((value, index) => (
        <text
          key={value.key ?? 'unknown'}
          x={left(index) + (widths[index] ?? 0) / 2}
          y={HEAD - 8}
          textAnchor="middle"
          fontSize={LETTERS - 1}
        >
          {texts.nameOf(value)}
        </text>
      ))}
      {rows.map(({ value, counts }, place) => {
        const name = texts.nameOf(value);
        const top = HEAD + place * ROW;
        return (
          <g key={value.key ?? 'unknown'}>
            <text x={start - GAP} y={top + ROW / 2 + 5} textAnchor="end" fontSize={LETTERS}>
              {shortened(name, (start - GAP) / LETTERS)}
            </text>
            {counts.map((count, index) => {
              const column = columns[index];
              if (count === 0 || !column) return null;
              const shade = Math.ceil((count / most) * SHADES.length) - 1;
              return (
                <g key={column.key ?? 'unknown'}>
                  <title>{`${name}, ${texts.nameOf(column)}: ${formatCount(count, lang)}`}</title>
                  <rect
                    className="bar"
                    fillOpacity={SHADES[shade]}
                    x={left(index) + 1}
                    y={top + 1}
                    width={(widths[index] ?? 0) - 2}
                    height={ROW - 2}
                  />
                  <text
                    className={shade < FIRST_DARK ? undefined : 'on-bar'}
                    x={left(index) + (widths[index] ?? 0) / 2}
                    y={top + ROW / 2 + 4}
                    textAnchor="middle"
                    fontSize={LETTERS - 1}
                  >
                    {formatCount(count, lang)}
                  </text>
                </g>
              );
            })}
          </g>
        );
      })}
    </Drawing>
  );
}
