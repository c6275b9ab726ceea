import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { fieldErrors, refusedFields } from '../../common/errors/field-errors.js';
import { readFilterText } from '../../common/filter-text.js';
import { StatsArgs } from './stats.types.js';

/** What an address can ask with. */
const PARAMETERS = ['by', 'filter', 'q', 'orderBy'];

/**
 * Reads the query of an address as the arguments of `stats`: `by` with commas between the dimensions, and `filter` as
 * the filter of GraphQL in JSON.
 *
 * @throws AppError BAD_USER_INPUT that tells what is wrong by parameter
 */
export async function toStatsArgs(query: Readonly<Record<string, unknown>>): Promise<StatsArgs> {
  for (const [name, value] of Object.entries(query)) {
    if (!PARAMETERS.includes(name)) {
      throw refusedFields([{ path: name, message: `is not known; allowed are ${PARAMETERS.join(', ')}` }]);
    }
    if (typeof value !== 'string') throw refusedFields([{ path: name, message: 'is given more than once' }]);
  }
  const { by = '', filter, ...rest } = query as Readonly<Record<string, string | undefined>>;
  const args = plainToInstance(StatsArgs, {
    ...rest,
    by: by === '' ? [] : by.split(','),
    ...(filter === undefined ? {} : { filter: readFilterText(filter) }),
  });
  const errors = await validate(args, {
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: true,
  });
  if (errors.length > 0) throw refusedFields(fieldErrors(errors));
  return args;
}
