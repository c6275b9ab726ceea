/** What a client looks for. */
export interface SearchRequest {
  readonly q?: string;
  readonly filter?: Readonly<Record<string, unknown>>;
}

/** One kind of search that is measured: its requests are sent in turn, so that no cache of one of them flatters. */
export interface SearchCase {
  readonly name: 'browse' | 'term' | 'filter' | 'terms' | 'pinyin' | 'typo' | 'deep' | 'deep-term';
  readonly title: string;
  readonly requests: readonly SearchRequest[];
  /** The page begins after so many records; where the result is shorter, at its end. */
  readonly depth: number;
}

/** Terms of real titles and names: in three records of the 1,258, in most of them, and in between. */
const TERMS = [
  '焊接', '机器人', '接触网', '变压器', '铁路', '智能', '检测', '盾构', '煤矿', '轴承',
  '绝缘子', '电缆', '无人机', '钻井', '发动机', '自动', '装置', '隧道', '航天', '技术',
]; // prettier-ignore

/** Terms that stand together in real records. */
const PAIRS = [
  '焊接 技术', '智能 检测', '煤矿 智能', '隧道 施工', '铁路 装置', '电缆 装置', '发动机 技术', '钢 工艺',
]; // prettier-ignore

/** Terms as they are typed without an input method, in full and by initials. */
const PINYIN = [
  'jiqiren',
  'hanjie',
  'jiechuwang',
  'bianyaqi',
  'tielu',
  'zhineng',
  'dungou',
  'meikuang',
  'jqr',
];

/** English words of real titles, each with one letter wrong, missing, too many, or two in the wrong order. */
const TYPOS = [
  'hidrogen',
  'weldng',
  'automattic',
  'hydrualic',
  'inspecton',
  'precisoin',
  'equipmant',
  'bridgge',
];

/** Two facets chosen, of one several values. */
const FILTER = {
  industry: { anyOf: ['METALLURGY_MINING', 'RAIL_TRANSIT', 'CONSTRUCTION', 'ENERGY_CHEMICAL'] },
  recognition: { anyOf: ['AWARDED', 'NOMINATED'] },
};

const FILTERED = ['装置', '技术', '智能', '检测', '焊接', '铁路', '盾构', '煤矿', '自动', '隧道'];

/** How deep the deep pages lie. */
const DEPTH = 5_000;

const asked = (terms: readonly string[]): SearchRequest[] => terms.map((q) => ({ q }));

/** What is measured. */
export const SEARCH_CASES: readonly SearchCase[] = [
  { name: 'browse', title: 'browse', requests: [{}], depth: 0 },
  { name: 'term', title: 'Chinese term', requests: asked(TERMS), depth: 0 },
  {
    name: 'filter',
    title: 'term, two facets',
    requests: FILTERED.map((q) => ({ q, filter: FILTER })),
    depth: 0,
  },
  { name: 'terms', title: 'two terms', requests: asked(PAIRS), depth: 0 },
  { name: 'pinyin', title: 'pinyin', requests: asked(PINYIN), depth: 0 },
  { name: 'typo', title: 'Latin, typo', requests: asked(TYPOS), depth: 0 },
  { name: 'deep', title: 'browse, deep page', requests: [{}], depth: DEPTH },
  { name: 'deep-term', title: 'term, deep page', requests: asked(['应用']), depth: DEPTH },
];
