import { ROWS } from '../../record/rows/rows.js';
import { type Dataset, type DatasetName } from './dataset.js';

/** Every dataset, by its name. Its rows are the public rows of its records. */
export const DATASETS: Readonly<Record<DatasetName, Dataset>> = {
  achievements: {
    name: 'achievements',
    type: 'Achievement',
    title: 'Achievements',
    doc: "Workers' innovation achievements, each with its people, units, awards and source. Texts that go together (codes and names of its people, say) stand in lists of the same order.",
    ...ROWS.Achievement,
  },
  craftsmen: {
    name: 'craftsmen',
    type: 'Craftsman',
    title: 'Craftsmen',
    doc: 'People: a name together with a unit. Namesakes in different units are different people, and a person reported without a unit is not taken for anyone else.',
    ...ROWS.Craftsman,
  },
  studios: {
    name: 'studios',
    type: 'Studio',
    title: 'Innovation studios',
    doc: 'Innovation studios: named teams around one or more craftsmen.',
    ...ROWS.Studio,
  },
  organisations: {
    name: 'organisations',
    type: 'Organisation',
    title: 'Organisations',
    doc: 'Units (companies, institutes, hospitals …) under the names by which sources give them. The full and the short form of a name stay two units.',
    ...ROWS.Organisation,
  },
};
