import { type IndustryRow } from '../../catalog/catalog.rows.js';
import { matchFields } from '../../common/text/match.js';
import { type QueryPlan } from '../../common/text/text.types.js';

/** The industries in whose names every term of a query is found, in the order of the list. */
export function findIndustries(industries: Iterable<IndustryRow>, plan: QueryPlan): IndustryRow[] {
  return [...industries].filter((industry) => {
    const names = [
      { field: 'name', text: industry.name, pinyin: true },
      { field: 'nameEn', text: industry.nameEn, pinyin: false },
    ];
    return plan.must.every((piece) => matchFields({ must: [piece], mustNot: [] }, names).length > 0);
  });
}
