import { Injectable } from '@nestjs/common';
import { ReferenceData } from '../../catalog/reference-data.js';
import { Lang, type Translations } from '../../common/graphql/text.type.js';
import { type Reader } from '../../database/query/reader.js';
import { type BaseRow } from '../../database/query/row.js';
import { type FacetDefinition } from './facet.definitions.js';

interface Named extends BaseRow {
  readonly name: string;
  readonly nameEn?: string | null;
}

/** Chinese texts by pinyin, then other scripts. */
export const BY_LABEL = new Intl.Collator('zh-Hans-CN', { numeric: true });

/** Finds how the values of facets are called. */
@Injectable()
export class FacetLabels {
  constructor(private readonly reference: ReferenceData) {}

  /** The labels of these values, in the same order; a value that has none is called by its key. */
  async of({ values }: FacetDefinition, keys: readonly string[], reader: Reader): Promise<Translations[]> {
    switch (values.kind) {
      case 'industries':
        return keys.map((key) => called(this.reference.industries.get(key), key));
      case 'regions':
        return keys.map((key) => called(this.reference.regions.get(key), key));
      case 'fixed':
        return keys.map((key) => values.labels[key] ?? { [Lang.ZH]: key });
      case 'key':
        return keys.map((key) => ({ [Lang.ZH]: key }));
      case 'records': {
        const rows = await Promise.all(keys.map((key) => reader.find<Named>(values.row, key)));
        return keys.map((key, index) => called(rows[index], key));
      }
    }
  }
}

function called(
  named: { name: string; nameEn?: string | null } | null | undefined,
  key: string,
): Translations {
  return named ? { [Lang.ZH]: named.name, [Lang.EN]: named.nameEn ?? null } : { [Lang.ZH]: key };
}
