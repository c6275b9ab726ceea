/** What the catalogue is, for whoever describes its data. */
export const CATALOGUE = {
  name: 'innovation-achievement-catalogue',
  title: '职工创新成果目录数据集',
  titleEn: 'Innovation achievement catalogue: Data set',
  publisher: '职工创新成果目录',
  publisherEn: 'Innovation achievement catalogue',
  description:
    "Workers' innovation achievements of China from public sources, linked to craftsmen, innovation studios, organisations, industries, regions and awards. Every record names its source; a nomination is never shown as a win.",
  keywords: ['职工创新', '大国工匠', '创新工作室', 'innovation', 'craftsmen', 'China'],
  terms:
    'Facts from public sources, each record with its source; English titles, industry classes and figures are the wording of this project.',
} as const;

/** The state of the catalogue that is described. */
export interface CatalogueState {
  /** Grows with every change. */
  readonly revision: number;
  /** When the data last changed; null while there is none. */
  readonly changedAt: Date | null;
}

/** The state of the catalogue, as `query` reads it. */
export async function readState(query: (text: string) => Promise<CatalogueState[]>): Promise<CatalogueState> {
  const [state] = await query('SELECT revision, changed_at AS "changedAt" FROM catalog_state');
  return state ?? { revision: 0, changedAt: null };
}

/** The version of the data as they are now, by which no release is called. */
export function versionOf({ revision }: CatalogueState): string {
  return `r${revision}`;
}
