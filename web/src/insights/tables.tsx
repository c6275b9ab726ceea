import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { browsePath, type BrowseState } from '../browse/browse-state.js';
import { formatCount } from '../texts/format.js';
import { useLanguage } from '../texts/language.js';
import { Name } from '../ui/name.js';
import { narrowed, type Bar, type Dimension, type Grid, type Value } from './figures.js';
import { useTexts } from './use-texts.js';

interface TableProps {
  readonly dimension: Dimension;
  readonly state: BrowseState;
}

function ValueName({ value }: { readonly value: Value }): ReactNode {
  const texts = useTexts();
  // Years have no language.
  return value.name && !/^\d+$/.test(value.name.value) ? <Name text={value.name} /> : texts.nameOf(value);
}

/** A value, which leads to its achievements. */
function RowHead({ dimension, state, value }: TableProps & { readonly value: Value }): ReactNode {
  const own = narrowed(state, dimension, value);
  return (
    <th scope="row">
      {own ? (
        <Link to={browsePath(own)}>
          <ValueName value={value} />
        </Link>
      ) : (
        <ValueName value={value} />
      )}
    </th>
  );
}

/** The numbers of bars. */
export function BarTable({ bars, ...of }: TableProps & { readonly bars: readonly Bar[] }): ReactNode {
  const texts = useTexts();
  const { t, lang } = useLanguage();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t.facets.labels[of.dimension]}</th>
          <th scope="col">{texts.count}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ value, count }) => (
          <tr key={value.key ?? 'unknown'}>
            <RowHead {...of} value={value} />
            <td>{formatCount(count, lang)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The numbers of two dimensions. */
export function GridTable({ grid, ...of }: TableProps & { readonly grid: Grid }): ReactNode {
  const { t, lang } = useLanguage();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t.facets.labels[of.dimension]}</th>
          {grid.columns.map((value) => (
            <th key={value.key ?? 'unknown'} scope="col">
              <ValueName value={value} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {grid.rows.map(({ value, counts }) => (
          <tr key={value.key ?? 'unknown'}>
            <RowHead {...of} value={value} />
            {counts.map((count, index) => (
              <td key={grid.columns[index]?.key ?? 'unknown'}>{formatCount(count, lang)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
