import { DefaultNamingStrategy } from 'typeorm';
import { columnOf } from './query/row.js';

/** Columns are the snake_case of their properties. Tables, keys and indexes are named by hand in the entities. */
export class SnakeNaming extends DefaultNamingStrategy {
  override columnName(property: string, given: string | undefined): string {
    return given ?? columnOf(property);
  }
}
