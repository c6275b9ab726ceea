import { type NodeType } from '../../common/graphql/global-id.js';

/** For each kind, the statement that selects codes of its records; none where there are none. */
export type CodeSelections = Readonly<Partial<Record<NodeType, string | undefined>>>;

/** How records of one kind name records of another, so that the rows of the one show something of the other. */
interface Link {
  readonly owner: NodeType;
  /** The field of the owner's row with the codes that it names: one, or a list. */
  readonly field: string;
  readonly named: NodeType;
  /** The codes of `owner` and `named`. */
  readonly pairs: string;
  /** Whether the row of the one that is named lists its owners; that of the owner always shows the name. */
  readonly listed: boolean;
}

const LINKS: readonly Link[] = [
  {
    owner: 'Achievement',
    field: 'organisation',
    named: 'Organisation',
    pairs: 'SELECT achievement_code AS owner, organisation_code AS named FROM achievement_organisation',
    listed: true,
  },
  {
    owner: 'Achievement',
    field: 'craftsman',
    named: 'Craftsman',
    pairs: 'SELECT achievement_code AS owner, craftsman_code AS named FROM achievement_craftsman',
    listed: true,
  },
  {
    owner: 'Achievement',
    field: 'studio',
    named: 'Studio',
    pairs: 'SELECT code AS owner, studio_code AS named FROM achievement',
    listed: true,
  },
  {
    owner: 'Studio',
    field: 'leaders',
    named: 'Craftsman',
    pairs: 'SELECT studio_code AS owner, craftsman_code AS named FROM studio_leader',
    listed: true,
  },
  {
    owner: 'Studio',
    field: 'organisation',
    named: 'Organisation',
    pairs: 'SELECT code AS owner, organisation_code AS named FROM studio',
    listed: true,
  },
  {
    owner: 'Craftsman',
    field: 'studio',
    named: 'Studio',
    pairs: 'SELECT code AS owner, studio_code AS named FROM craftsman',
    listed: false,
  },
  {
    owner: 'Craftsman',
    field: 'organisation',
    named: 'Organisation',
    pairs: 'SELECT code AS owner, organisation_code AS named FROM craftsman',
    listed: false,
  },
];

/** The latest entry of a record. */
export function latestEntry(type: NodeType, code: string): string {
  return `SELECT * FROM feed_entry WHERE type = '${type}' AND code = ${code} ORDER BY position DESC LIMIT 1`;
}

/**
 * The records of a kind whose rows may be others now: those that changed, those that show the name of one that
 * changed, and those that list one that changed, or listed it before. Whom a record named before stands in its latest
 * entry, so look at a kind before those that its rows list are noted.
 *
 * @param changed the records that a transaction changed, created or removed
 */
export function affectedBy(changed: CodeSelections, type: NodeType): string | undefined {
  const selections = LINKS.flatMap(({ owner, field, named, pairs, listed }) => {
    const [owners, others] = [changed[owner], changed[named]];
    const found: string[] = [];
    if (owner === type && others !== undefined) {
      found.push(`SELECT p.owner FROM (${pairs}) p WHERE p.named IN (${others})`);
    }
    if (named === type && listed && owners !== undefined) {
      found.push(
        `SELECT p.named FROM (${pairs}) p WHERE p.owner IN (${owners})`,
        // A path in JSON takes one value for a list of it.
        `SELECT jsonb_path_query(e.document, '$.${field}[*]') #>> '{}'
         FROM (${owners}) AS c(code) CROSS JOIN LATERAL (${latestEntry(owner, 'c.code')}) e`,
      );
    }
    return found;
  });
  const all = [changed[type] ?? [], ...selections].flat();
  return all.length === 0 ? undefined : all.join(' UNION ALL ');
}
