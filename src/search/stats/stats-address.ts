import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { readAddress } from '../../common/address-filter.js';
import { fieldErrors, refusedFields } from '../../common/errors/field-errors.js';
import { StatsArgs } from './stats.types.js';

/** What an address asks with, beside the filter and the search. */
const OWN = ['by', 'orderBy'];

/**
 * Reads the query of an address as the arguments of `stats`: `by` with commas between the dimensions, and the filter as
 * exports have it.
 *
 * @param fields the names of the fields that can be filtered by
 * @throws AppError BAD_USER_INPUT that tells what is wrong by parameter
 */
export async function toStatsArgs(query: URLSearchParams, fields: readonly string[]): Promise<StatsArgs> {
  for (const path of OWN) {
    if (query.getAll(path).length > 1) throw refusedFields([{ path, message: 'is given more than once' }]);
  }
  const by = query.get('by') ?? '';
  const orderBy = query.get('orderBy');
  const args = plainToInstance(StatsArgs, {
    ...readAddress(query, fields, OWN),
    by: by === '' ? [] : by.split(','),
    ...(orderBy === null ? {} : { orderBy }),
  });
  const errors = await validate(args, {
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: true,
  });
  if (errors.length > 0) throw refusedFields(fieldErrors(errors));
  return args;
}
