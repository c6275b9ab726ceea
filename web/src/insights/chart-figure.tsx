import { type ReactNode } from 'react';
import { type BrowseState } from '../browse/browse-state.js';
import { saveFile } from '../ui/save-file.js';
import { csvPath, type Dimension } from './figures.js';
import { dotsOf, pictureOf } from './picture.js';
import { useTexts } from './use-texts.js';
import { useWidth } from './use-width.js';

/** The formats in which a picture can be had: as lines, and as dots. */
const FORMATS = ['SVG', 'PNG'] as const;

type Format = (typeof FORMATS)[number];

interface ChartFigureProps {
  /** What it is called in the page and as a file. */
  readonly name: string;
  readonly title: string;
  readonly notes: readonly string[];
  readonly by: readonly Dimension[];
  readonly state: BrowseState;
  /** What its picture says of the selection. */
  readonly selection: readonly string[];
  readonly draw: (width: number) => ReactNode;
  readonly table: ReactNode;
}

/** A chart with its caption, its table, and the ways to take picture and numbers along. */
export function ChartFigure(props: ChartFigureProps): ReactNode {
  const { name, title, notes, by, state, selection, draw, table } = props;
  const texts = useTexts();
  const [place, width] = useWidth();
  const savePicture = async (format: Format): Promise<void> => {
    const drawing = place.current?.querySelector('svg');
    if (!drawing) return;
    const picture = pictureOf(drawing, [title, ...selection]);
    saveFile(format === 'SVG' ? picture : await dotsOf(picture), `${name}.${format.toLowerCase()}`);
  };
  return (
    <figure id={name} className="chart" aria-labelledby={`${name}-title`}>
      <figcaption>
        <h2 id={`${name}-title`}>{title}</h2>
        {notes.map((note) => (
          <p key={note} className="muted">
            {note}
          </p>
        ))}
      </figcaption>
      {/* A wide one is scrolled, by keyboard too. */}
      <div ref={place} className="chart-place" role="group" aria-labelledby={`${name}-title`} tabIndex={0}>
        {width !== null && draw(width)}
      </div>
      <div className="chart-tools">
        {FORMATS.map((format) => (
          <button key={format} type="button" onClick={() => void savePicture(format)}>
            {texts.picture(format)}
            <span className="hidden">{texts.about(title)}</span>
          </button>
        ))}
        <a href={csvPath(state, by)} download={`${name}.csv`}>
          {texts.csv}
          <span className="hidden">{texts.about(title)}</span>
        </a>
      </div>
      <details>
        <summary>
          {texts.table}
          <span className="hidden">{texts.about(title)}</span>
        </summary>
        <div className="chart-table" role="group" aria-labelledby={`${name}-title`} tabIndex={0}>
          {table}
        </div>
      </details>
    </figure>
  );
}
