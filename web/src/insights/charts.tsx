import { type ReactNode } from 'react';
import { type InsightsQuery } from '../api/generated/operations.js';
import { type BrowseState } from '../browse/browse-state.js';
import { formatCount } from '../texts/format.js';
import { useLanguage } from '../texts/language.js';
import { BarChart } from './bar-chart.js';
import { ChartFigure } from './chart-figure.js';
import {
  barsOf,
  recognitionGridOf,
  yearBarsOf,
  yearGridOf,
  type Bar,
  type Dimension,
  type Grid,
} from './figures.js';
import { GridChart } from './grid-chart.js';
import { BarTable, GridTable } from './tables.js';
import { useTexts } from './use-texts.js';
import { YearChart } from './year-chart.js';

interface Shown {
  readonly name: string;
  readonly title: string;
  readonly state: BrowseState;
  readonly selection: readonly string[];
}

interface BarsFigureProps extends Shown {
  readonly dimension: Dimension;
  readonly bars: readonly Bar[];
  readonly Chart: typeof BarChart;
}

/** What a chart tells in one sentence: where there are most. */
function useDescription(): (title: string, counts: readonly (readonly [string, number])[]) => string {
  const texts = useTexts();
  const { lang } = useLanguage();
  return (title, counts) => {
    const [name, count] = counts.reduce((most, each) => (each[1] > most[1] ? each : most), ['', 0]);
    return texts.described(title, name, formatCount(count, lang));
  };
}

function BarsFigure({ dimension, bars, Chart, ...shown }: BarsFigureProps): ReactNode {
  const texts = useTexts();
  const describe = useDescription();
  const label = describe(
    shown.title,
    bars.map(({ value, count }) => [texts.nameOf(value), count]),
  );
  const hasUnknown = bars.some(({ value }) => value.key === null);
  return (
    <ChartFigure
      {...shown}
      by={[dimension]}
      notes={hasUnknown ? [texts.unknownNote] : []}
      draw={(width) => <Chart bars={bars} label={label} width={width} />}
      table={<BarTable dimension={dimension} bars={bars} state={shown.state} />}
    />
  );
}

interface GridFigureProps extends Shown {
  readonly by: readonly [Dimension, Dimension];
  readonly grid: Grid;
  readonly notes: readonly string[];
}

function GridFigure({ by, grid, notes, ...shown }: GridFigureProps): ReactNode {
  const texts = useTexts();
  const describe = useDescription();
  const label = describe(
    shown.title,
    grid.rows.flatMap(({ value, counts }) =>
      grid.columns.map(
        (column, index) => [`${texts.nameOf(value)} ${texts.nameOf(column)}`, counts[index] ?? 0] as const,
      ),
    ),
  );
  return (
    <ChartFigure
      {...shown}
      by={by}
      notes={[...notes, texts.gridNote]}
      draw={(width) => <GridChart grid={grid} label={label} width={width} />}
      table={<GridTable dimension={by[0]} grid={grid} state={shown.state} />}
    />
  );
}

interface ChartsProps {
  readonly found: InsightsQuery;
  readonly state: BrowseState;
  readonly selection: readonly string[];
}

/** The charts of a selection that has achievements. */
export function Charts({ found, state, selection }: ChartsProps): ReactNode {
  const { titles, levelNote } = useTexts();
  const of = { state, selection };
  return (
    <div className="charts">
      <BarsFigure
        {...of}
        name="by-industry"
        title={titles.industry}
        dimension="INDUSTRY"
        bars={barsOf(found.industries)}
        Chart={BarChart}
      />
      <BarsFigure
        {...of}
        name="by-region"
        title={titles.region}
        dimension="REGION"
        bars={barsOf(found.regions)}
        Chart={BarChart}
      />
      <BarsFigure
        {...of}
        name="by-year"
        title={titles.year}
        dimension="YEAR"
        bars={yearBarsOf(found.years)}
        Chart={YearChart}
      />
      <GridFigure
        {...of}
        name="by-award-level"
        title={titles.level}
        by={['AWARD_LEVEL', 'RECOGNITION']}
        grid={recognitionGridOf(found.levels)}
        notes={[levelNote]}
      />
      <GridFigure
        {...of}
        name="by-industry-and-year"
        title={titles.industryYear}
        by={['INDUSTRY', 'YEAR']}
        grid={yearGridOf(found.industryYears)}
        notes={[]}
      />
    </div>
  );
}
