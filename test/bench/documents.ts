/** A page as a list shows it: no links but the industry. */
export const FLAT_PAGE = `query FlatPage($first: Int, $after: String) {
  achievements(first: $first, after: $after) {
    edges { node { code title { value lang } year recognition industry { code } } }
    pageInfo { hasNextPage }
  }
}`;

const LINKS = `fragment Links on Achievement {
  code year recognition figures
  title { value lang }
  industry { code name { value } }
  region { code name { value } }
  organisation { code name { value } }
  partnerOrganisations { code name { value } }
  craftsmen { edges { role position node { code name { value } } } }
  studio { code name { value } }
  grants { recognition level year listCode award { code name { value } } }
  source { kind publisher title date url }
}`;

/** A page with everything that an achievement names. */
export const NESTED_PAGE = `query NestedPage($first: Int, $last: Int, $after: String) {
  achievements(first: $first, last: $last, after: $after) {
    edges { node { ...Links } }
    pageInfo { hasNextPage }
  }
}
${LINKS}`;

/** One record with everything that it names. */
export const ONE_RECORD = `query OneRecord($code: String!) {
  achievement(code: $code) { ...Links }
}
${LINKS}`;

/** Cursors and codes alone, to walk the whole list. */
export const WALK = `query Walk($after: String) {
  achievements(first: 100, after: $after) {
    edges { cursor node { code } }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** A page of a search as a page of results shows it, with six facets. */
export const SEARCH_PAGE = `query SearchPage($q: String, $filter: AchievementFilter, $after: String) {
  search(q: $q, filter: $filter, after: $after, first: 20,
    facets: [INDUSTRY, REGION, RECOGNITION, AWARD, AWARD_LEVEL, YEAR]) {
    totalCount
    edges { node { code title { value } year recognition } score }
    facets { facet missingCount values(first: 10) { key label { value } count selected } }
    engine { backend degraded indexLagSeconds tookMs }
  }
}`;

/** What the page of a search shows of its records, as a plain list of all. */
export const LIST_PAGE = `query ListPage {
  achievements(first: 20) {
    totalCount
    edges { node { code title { value } year recognition } }
  }
}`;

/** Cursors alone, to get to a place deep in a search. */
export const SEARCH_WALK = `query SearchWalk($q: String, $first: Int, $after: String) {
  search(q: $q, first: $first, after: $after) { pageInfo { hasNextPage endCursor } }
}`;
