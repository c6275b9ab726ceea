/** One SQL statement whose only row holds an answer's `data`, as JSON text. */
export interface BareStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** People of an achievement that a page shows when a client names no number. */
const PEOPLE_SHOWN = 20;

const named = (alias: string, name = 'name'): string =>
  `json_build_object('code', ${alias}.code, 'name', json_build_object('value', ${alias}.${name}))`;

const namedOrNull = (alias: string): string => `CASE WHEN ${alias}.code IS NOT NULL THEN ${named(alias)} END`;

const list = (element: string, from: string, order: string): string =>
  `(SELECT coalesce(json_agg(${element} ORDER BY ${order}), '[]') FROM ${from})`;

const TITLE = `json_build_object('value', a.title, 'lang', 'ZH')`;

const FLAT = `json_build_object(
  'code', a.code, 'title', ${TITLE}, 'year', a.year, 'recognition', a.recognition,
  'industry', json_build_object('code', a.industry_code))`;

const PARTNERS = list(
  named('p'),
  `achievement_organisation l JOIN organisation p ON p.code = l.organisation_code
   WHERE l.achievement_code = a.code AND l.role = 'PARTNER'`,
  'l.position',
);

const CRAFTSMEN = list(
  `json_build_object('role', l.role, 'position', l.position, 'node', ${named('c')})`,
  `(SELECT * FROM achievement_craftsman WHERE achievement_code = a.code ORDER BY position LIMIT ${PEOPLE_SHOWN}) l
   JOIN craftsman c ON c.code = l.craftsman_code`,
  'l.position',
);

const GRANTS = list(
  `json_build_object('recognition', g.recognition, 'level', g.level, 'year', g.year, 'listCode', g.list_code,
    'award', ${named('w')})`,
  `award_grant g JOIN award w ON w.code = g.award_code WHERE g.achievement_code = a.code`,
  'g.position',
);

const LINKED = `json_build_object(
  'code', a.code, 'year', a.year, 'recognition', a.recognition, 'figures', a.figures, 'title', ${TITLE},
  'industry', ${named('i')}, 'region', ${namedOrNull('r')}, 'organisation', ${namedOrNull('o')},
  'partnerOrganisations', ${PARTNERS}, 'craftsmen', json_build_object('edges', ${CRAFTSMEN}),
  'studio', ${namedOrNull('s')}, 'grants', ${GRANTS},
  'source', json_build_object('kind', q.kind, 'publisher', q.publisher, 'title', q.title, 'date', q.date,
    'url', q.url))`;

const LINKED_FROM = `JOIN industry i ON i.code = a.industry_code
  JOIN source q ON q.id = a.source_id
  LEFT JOIN region r ON r.code = a.region_code
  LEFT JOIN studio s ON s.code = a.studio_code
  LEFT JOIN achievement_organisation l ON l.achievement_code = a.code AND l.role = 'LEAD'
  LEFT JOIN organisation o ON o.code = l.organisation_code`;

/** A page of achievements by code: `size` records beyond the one with code `after`, or the last `size` of all. */
export interface BarePage {
  readonly size: number;
  readonly after?: string;
  readonly last?: boolean;
}

function page(node: string, joins: string, { size, after = '', last = false }: BarePage): BareStatement {
  const text = `WITH page AS (
    SELECT * FROM achievement WHERE code > $1 ORDER BY code ${last ? 'DESC' : 'ASC'} LIMIT $2)
  SELECT json_build_object('achievements', json_build_object(
    'edges', ${list(`json_build_object('node', ${node})`, `page a ${joins}`, 'a.code')},
    'pageInfo', json_build_object('hasNextPage', EXISTS (
      SELECT FROM achievement WHERE code > (SELECT max(code) FROM page)))))::text AS data`;
  return { text, values: [after, size] };
}

/** The answer of the flat page. */
export function bareFlatPage(of: BarePage): BareStatement {
  return page(FLAT, '', of);
}

/** The answer of the nested page. */
export function bareNestedPage(of: BarePage): BareStatement {
  return page(LINKED, LINKED_FROM, of);
}

/** The answer for one record. */
export function bareRecord(code: string): BareStatement {
  const text = `SELECT json_build_object('achievement', ${LINKED})::text AS data
  FROM achievement a ${LINKED_FROM} WHERE a.code = $1`;
  return { text, values: [code] };
}
