import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ReferenceData } from '../../catalog/reference-data.js';
import { Lang, type Translations } from '../../common/graphql/text.type.js';
import { type Reader } from '../../database/query/reader.js';
import { type BaseRow, type RowSpec } from '../../database/query/row.js';
import { type FacetDefinition } from './facet.definitions.js';

interface Named extends BaseRow {
  readonly name: string;
  readonly nameEn?: string | null;
}

/** Chinese texts by pinyin, then other scripts. */
export const BY_LABEL = new Intl.Collator('zh-Hans-CN', { numeric: true });

/** How long what a value is called may be told without looking, in milliseconds: as long as synonyms may. */
const FRESH_FOR_MS = 1_000;

/** Labels in memory; those of the catalogue's awards, and of the units and people that are looked at most. */
const MAX_KEPT = 10_000;

/** Finds how the values of facets are called; a new name shows within a second. */
@Injectable()
export class FacetLabels {
  private readonly kept = new LRUCache<string, Translations>({ max: MAX_KEPT, ttl: FRESH_FOR_MS });

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
      case 'records':
        return Promise.all(keys.map((key) => this.labelOf(values.row, key, reader)));
    }
  }

  private async labelOf(row: RowSpec, key: string, reader: Reader): Promise<Translations> {
    const kept = this.kept.get(key);
    if (kept) return kept;
    const label = called(await reader.find<Named>(row, key), key);
    this.kept.set(key, label);
    return label;
  }
}

function called(
  named: { name: string; nameEn?: string | null } | null | undefined,
  key: string,
): Translations {
  return named ? { [Lang.ZH]: named.name, [Lang.EN]: named.nameEn ?? null } : { [Lang.ZH]: key };
}
