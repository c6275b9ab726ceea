import { createHash } from 'node:crypto';
import { type PoolClient } from 'pg';
import { type DataSource, QueryFailedError } from 'typeorm';

/** One SQL statement. */
export interface Statement {
  readonly text: string;
  readonly values: unknown[];
  /**
   * Whether this very text comes again and again, with other values: PostgreSQL then keeps it prepared, for
   * planning a short statement costs more than running it. Never for a text that clients can vary at will, since
   * each one stays in the memory of every connection. A text of which there are many variants is kept too, as long
   * as there is room for variants, so that they leave the room of the others alone.
   */
  readonly recurring: boolean | 'IN_VARIANTS';
}

/** Recurring texts beyond this number are planned each time, so that no client can fill the connections' memory. */
const MAX_PREPARED = 200;

/** So many of them may be variants. */
const MAX_VARIANTS = 80;

const names = new Map<string, string>();
let variants = 0;

/** The name under which a recurring text is kept prepared (PostgreSQL allows 63 bytes); undefined when it is not. */
function preparedName({ text, recurring }: Statement): string | undefined {
  const known = names.get(text);
  if (known !== undefined || !recurring || names.size >= MAX_PREPARED) return known;
  if (recurring === 'IN_VARIANTS' && ++variants > MAX_VARIANTS) return undefined;
  const name = createHash('sha256').update(text).digest('hex').slice(0, 40);
  names.set(text, name);
  return name;
}

/**
 * Runs one statement on a connection of the pool and gives its rows. TypeORM's own `query` cannot name statements; a
 * failure is told as it tells it, but without the values, which may be a client's.
 */
export async function runStatement(
  dataSource: DataSource,
  statement: Statement,
): Promise<Record<string, unknown>[]> {
  const runner = dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as PoolClient;
    const { text, values } = statement;
    const name = preparedName(statement);
    dataSource.logger.logQuery(text, values, runner);
    const query = { text, values, ...(name === undefined ? {} : { name }) };
    return (await client.query<Record<string, unknown>>(query)).rows;
  } catch (error) {
    throw new QueryFailedError(statement.text, undefined, error as Error);
  } finally {
    await runner.release();
  }
}
