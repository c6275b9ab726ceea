import { ACHIEVEMENTS } from './achievements.dataset.js';
import { CRAFTSMEN } from './craftsmen.dataset.js';
import { type Dataset, type DatasetName } from './dataset.js';
import { ORGANISATIONS } from './organisations.dataset.js';
import { STUDIOS } from './studios.dataset.js';

/** Every dataset, by its name. */
export const DATASETS: Readonly<Record<DatasetName, Dataset>> = {
  achievements: ACHIEVEMENTS,
  craftsmen: CRAFTSMEN,
  studios: STUDIOS,
  organisations: ORGANISATIONS,
};
