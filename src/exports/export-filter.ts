import { type Type as Class } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { AchievementFilter } from '../catalog/achievement/achievement.input.js';
import { type CatalogLists } from '../catalog/catalog.lists.js';
import { CraftsmanFilter } from '../catalog/craftsman/craftsman.input.js';
import { OrganisationFilter } from '../catalog/organisation/organisation.input.js';
import { StudioFilter } from '../catalog/studio/studio.input.js';
import { fieldErrors, refusedFields } from '../common/errors/field-errors.js';
import { Parameters } from '../database/query/parameters.js';
import { translateFilter, type FilterFields, type FilterLogic } from '../database/query/filter.js';
import { type DatasetName } from './datasets/dataset.js';
import { type RowCondition } from './read-rows.js';

/** A filter that was checked. */
export interface CheckedFilter {
  /** As GraphQL would have it; null for none. */
  readonly filter: object | null;
  readonly condition: RowCondition;
}

/** How the rows of a dataset are filtered: exactly as its list in GraphQL is. */
export interface DatasetFilter {
  /** The names of the fields that can be filtered by. */
  readonly fields: (lists: CatalogLists) => string[];
  /**
   * Checks a filter that came as JSON.
   *
   * @throws AppError BAD_USER_INPUT that tells what is wrong by field
   */
  readonly check: (sent: unknown, lists: CatalogLists) => CheckedFilter;
}

function datasetFilter<F extends FilterLogic<F> & object>(
  input: Class<F>,
  fieldsOf: (lists: CatalogLists) => FilterFields<F>,
): DatasetFilter {
  return {
    fields: (lists) => Object.keys(fieldsOf(lists)),
    check: (sent, lists) => {
      const filter = sent === null ? null : checked(input, sent);
      lists.putSurvivors(filter);
      const condition: RowCondition = (parameters) => translateFilter(filter, fieldsOf(lists), parameters);
      // What only the translation finds, such as an unknown industry, is told now too.
      condition(new Parameters());
      return { filter, condition };
    },
  };
}

function checked<F extends object>(input: Class<F>, sent: unknown): F {
  if (typeof sent !== 'object' || Array.isArray(sent)) {
    throw refusedFields([{ path: 'filter', message: 'must be a JSON object' }]);
  }
  const filter = plainToInstance(input, sent);
  const errors = validateSync(filter, {
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: true,
  });
  if (errors.length > 0) throw refusedFields(fieldErrors(errors, 'filter'));
  return filter;
}

export const DATASET_FILTERS: Readonly<Record<DatasetName, DatasetFilter>> = {
  achievements: datasetFilter(AchievementFilter, (lists) => lists.achievements.filter),
  craftsmen: datasetFilter(CraftsmanFilter, (lists) => lists.craftsmen.filter),
  studios: datasetFilter(StudioFilter, (lists) => lists.studios.filter),
  organisations: datasetFilter(OrganisationFilter, (lists) => lists.organisations.filter),
};
