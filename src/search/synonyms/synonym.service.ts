import { type DataSource, type EntityManager } from 'typeorm';
import { AppError } from '../../common/errors/app-error.js';
import { withDeadline } from '../../common/deadline.js';
import { SharedReading } from '../../common/shared-reading.js';
import { type Synonyms } from '../../common/text/text.types.js';
import { append } from '../../outbox/outbox.js';
import { checkBeside, checkSynonym, termTextOf, toSynonyms, type SynonymInput } from './synonym.rules.js';
import { type Synonym } from './synonym.type.js';

/** The outbox's topic of changed synonyms. */
export const SYNONYM_TOPIC = 'synonyms';

/** The topic's only key: an index takes all synonyms at once. */
const ALL = 'all';

/** Synonyms older than this, in milliseconds, are read again when they are used: so late a change may show. */
const FRESH_FOR_MS = 1_000;

/** Longest wait for them, in milliseconds: one connection that hangs must not hold up every search. */
const READ_LIMIT_MS = 1_000;

/** A pair as it is kept. */
interface KeptSynonym extends Synonym {
  readonly termText: string;
  readonly expansionText: string;
}

const COLUMNS = `term, expansion, both_ways AS "bothWays", note, created_at AS "createdAt",
  term_text AS "termText", expansion_text AS "expansionText"`;

/** Runs statements. */
type Queries = Pick<EntityManager, 'query'>;

/**
 * The synonyms that curators keep: a search for a term finds its expansions too. Every process, also the one that
 * makes a change, uses it within a second of its commit.
 */
export class SynonymService {
  private synonyms: Synonyms = new Map();
  private readonly reading: SharedReading<Synonyms>;

  /** @param now a clock that only goes forward, in milliseconds */
  constructor(
    private readonly dataSource: DataSource,
    now: () => number = () => performance.now(),
  ) {
    // Where only the schema is printed, there is no database.
    const read = (): Promise<Synonyms> =>
      dataSource.isInitialized
        ? withDeadline(READ_LIMIT_MS, () => readSynonyms(dataSource))
        : Promise.resolve(this.synonyms);
    this.reading = new SharedReading(read, FRESH_FOR_MS, now);
  }

  /**
   * The synonyms, read again before if they are old; that is one short statement a second at most. Never fails:
   * without an answer they stay as they were, and the statements of the request tell of a lost database.
   */
  async refresh(): Promise<Synonyms> {
    this.synonyms = await this.reading.get().catch(() => this.synonyms);
    return this.synonyms;
  }

  /** Every pair, in the pinyin order of its term. */
  list(): Promise<Synonym[]> {
    return this.dataSource.query<Synonym[]>(
      `SELECT ${COLUMNS} FROM synonym ORDER BY term COLLATE "zh-x-icu", expansion COLLATE "zh-x-icu", id`,
    );
  }

  /**
   * Keeps a pair.
   *
   * @returns the pair as it is listed
   * @throws AppError BAD_USER_INPUT when it is not allowed, CONFLICT when it is there already
   */
  async save(tx: EntityManager, input: SynonymInput): Promise<Synonym> {
    const added = checkSynonym(input);
    // One writer at a time, so that what is checked still holds when it is written; readers do not wait.
    await tx.query('LOCK TABLE synonym IN SHARE ROW EXCLUSIVE MODE');
    checkBeside(added, await readPairs(tx));
    const [saved] = await tx.query<Synonym[]>(
      `INSERT INTO synonym (term, expansion, term_text, expansion_text, both_ways, note)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${COLUMNS}`,
      [added.term, added.expansion, added.termText, added.expansionText, added.bothWays, added.note],
    );
    await append(tx, SYNONYM_TOPIC, [ALL]);
    return saved as Synonym;
  }

  /**
   * Removes a pair; one that holds both ways may be named either way.
   *
   * @returns the pair as it was
   * @throws AppError BAD_USER_INPUT when a term is none, NOT_FOUND when there is no such pair
   */
  async remove(
    tx: EntityManager,
    { term, expansion }: Pick<SynonymInput, 'term' | 'expansion'>,
  ): Promise<Synonym> {
    const texts = [termTextOf(term.trim(), 'term'), termTextOf(expansion.trim(), 'expansion')];
    const [[removed]] = await tx.query<[Synonym[], number]>(
      `DELETE FROM synonym WHERE term_text = $1 AND expansion_text = $2
         OR both_ways AND term_text = $2 AND expansion_text = $1
       RETURNING ${COLUMNS}`,
      texts,
    );
    if (!removed) {
      throw new AppError('NOT_FOUND', `There is no synonym “${expansion}” of “${term}”.`, {
        argument: 'term',
      });
    }
    await append(tx, SYNONYM_TOPIC, [ALL]);
    return removed;
  }
}

/** The synonyms as they are now, expansions in the order in which they were added. */
export async function readSynonyms(queries: Queries): Promise<Synonyms> {
  return toSynonyms(await readPairs(queries));
}

function readPairs(queries: Queries): Promise<KeptSynonym[]> {
  return queries.query<KeptSynonym[]>(`SELECT ${COLUMNS} FROM synonym ORDER BY id`);
}
