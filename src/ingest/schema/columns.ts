/** How the cells of a column are read. */
export type ColumnKind =
  | 'code'
  | 'text'
  | 'texts'
  | 'names'
  | 'people'
  | 'studio'
  | 'industry'
  | 'region'
  | 'year'
  | 'date'
  | 'recognition'
  | 'sourceKind';

/** A column of the file: what it is called, what it means, and how its cells are read. */
export interface ImportColumn {
  readonly kind: ColumnKind;
  readonly zh: string;
  readonly en: string;
  /** Other names under which files have it. */
  readonly aliases: readonly string[];
  /** Whether a new record needs it. */
  readonly required?: true;
  readonly doc: string;
  readonly docZh: string;
  readonly example: string;
}

/**
 * The columns of a file of achievements, THE list of them: names, templates, the data dictionary and the reading of
 * cells follow it.
 */
export const IMPORT_COLUMNS = {
  code: {
    kind: 'code',
    zh: '编号',
    en: 'code',
    aliases: ['成果编号', '目录编号', 'achievement code', 'id'],
    doc: 'Code of the achievement that the row changes, such as WIA-0001; empty for a new one.',
    docZh: '要修改的成果编号，如 WIA-0001；新成果留空。',
    example: '',
  },
  title: {
    kind: 'text',
    zh: '成果名称',
    en: 'title',
    aliases: ['标题', '名称', '项目名称', '成果标题', 'name'],
    required: true,
    doc: 'Chinese title, as listed.',
    docZh: '成果的中文名称，与来源一致。',
    example: '高铁转向架焊接机器人示教方法',
  },
  titleEn: {
    kind: 'text',
    zh: '英文名称',
    en: 'title_en',
    aliases: ['英文标题', 'english title', 'title (english)'],
    doc: 'English title.',
    docZh: '成果的英文名称。',
    example: 'Teaching method for welding robots on bogies of high-speed trains',
  },
  industry: {
    kind: 'industry',
    zh: '行业',
    en: 'industry',
    aliases: ['所属行业', '行业领域', '领域'],
    required: true,
    doc: 'Code, Chinese or English name of the industry.',
    docZh: '行业的代码、中文名或英文名。',
    example: 'RAIL_TRANSIT',
  },
  region: {
    kind: 'region',
    zh: '地区',
    en: 'region',
    aliases: ['省份', '省市', '所在地区', 'province'],
    doc: 'Code or name of the province-level region.',
    docZh: '省级地区的代码或名称。',
    example: '吉林',
  },
  year: {
    kind: 'year',
    zh: '年份',
    en: 'year',
    aliases: ['年度', '获奖年份'],
    doc: 'Year of the award, or of the report, from 1900 to 2100.',
    docZh: '获奖或报道的年份，1900 至 2100。',
    example: '2023',
  },
  recognition: {
    kind: 'recognition',
    zh: '认定',
    en: 'recognition',
    aliases: ['获奖情况', '奖励情况', '认可', 'status'],
    required: true,
    doc: 'AWARDED (获奖), NOMINATED (提名) or REPORTED (报道). Only the first is a win, and it needs an award.',
    docZh: '获奖、提名或报道；只有获奖才算获奖，并须填写奖项。',
    example: '获奖',
  },
  organisation: {
    kind: 'text',
    zh: '牵头单位',
    en: 'organisation',
    aliases: ['单位', '第一单位', '完成单位', '申报单位', 'lead unit', 'organization', 'unit'],
    doc: 'Name or code of the lead unit; a new name makes a new unit.',
    docZh: '牵头单位的名称或编号；新的名称建立新单位。',
    example: '中车长春轨道客车股份有限公司',
  },
  partnerOrganisations: {
    kind: 'names',
    zh: '合作单位',
    en: 'partner_organisations',
    aliases: ['参与单位', '协作单位', 'partner units', 'partner organizations', 'partners'],
    doc: 'Names or codes of further units, set apart by “；”.',
    docZh: '其他单位的名称或编号，以“；”分隔。',
    example: '吉林大学；长春工业大学',
  },
  studio: {
    kind: 'studio',
    zh: '创新工作室',
    en: 'studio',
    aliases: ['工作室', '劳模工作室', '工匠工作室', 'innovation studio'],
    doc: 'Name or code of the innovation studio; a new name makes a new studio. Namesakes of different units: name#STU-0001 is that one, name#new another one, name#same the one of an earlier row.',
    docZh:
      '创新工作室的名称或编号；新的名称建立新工作室。不同单位的同名工作室：名称#STU-0001 为该工作室，名称#new 为另一个，名称#same 为前面行中的同一个。',
    example: '李万君创新工作室',
  },
  craftsmen: {
    kind: 'people',
    zh: '人员',
    en: 'craftsmen',
    aliases: ['工匠', '完成人', '主要完成人', '团队成员', 'people', 'craftspeople'],
    doc: 'People, set apart by “；”: 姓名（角色）@单位. Role and unit can be left out; the lead unit is then taken. After “#” stands the code of the person, or “new” for another person of the same name.',
    docZh:
      '人员以“；”分隔：姓名（角色）@单位；角色、单位可省略，省略单位即为牵头单位。“#”后写人员编号；同名的另一人写 #new。',
    example: '李万君（团队带头人）；谢元立@吉林大学',
  },
  award: {
    kind: 'text',
    zh: '奖项',
    en: 'award',
    aliases: ['奖项名称', '奖励名称', 'award name', 'prize'],
    doc: 'Name or code of the award; a new name makes a new award.',
    docZh: '奖项的名称或编号；新的名称建立新奖项。',
    example: '第七届全国职工优秀技术创新成果',
  },
  awardLevel: {
    kind: 'text',
    zh: '奖项等级',
    en: 'award_level',
    aliases: ['等级', '获奖等级', '奖级', 'level'],
    doc: 'Level of the award, as the source words it.',
    docZh: '奖项等级，与来源一致。',
    example: '一等成果',
  },
  awardYear: {
    kind: 'year',
    zh: '奖项年份',
    en: 'award_year',
    aliases: ['授奖年份'],
    doc: 'Year of the award, where it is another one than that of the achievement.',
    docZh: '奖项年份，与成果年份不同时填写。',
    example: '',
  },
  listCode: {
    kind: 'text',
    zh: '名单编号',
    en: 'list_code',
    aliases: ['公示编号', '名单序号', 'list number'],
    doc: "The award list's own number.",
    docZh: '获奖名单中的编号。',
    example: '',
  },
  figures: {
    kind: 'texts',
    zh: '成效数据',
    en: 'figures',
    aliases: ['成效', '经济效益', 'effect'],
    doc: 'Short facts on the effect, set apart by “；”.',
    docZh: '成效的简短说明，以“；”分隔。',
    example: '效率提高 4 倍；年节约 500 万元',
  },
  exhibitedAt: {
    kind: 'text',
    zh: '展出',
    en: 'exhibited_at',
    aliases: ['参展', '展会', 'exhibition'],
    doc: 'Conference or exhibition at which it was shown.',
    docZh: '展出的大会或展览。',
    example: '',
  },
  sourceKind: {
    kind: 'sourceKind',
    zh: '来源类型',
    en: 'source_kind',
    aliases: ['来源种类', 'kind of source'],
    required: true,
    doc: 'OFFICIAL_LIST (名单), NEWS (新闻) or REPOST (转载).',
    docZh: '名单、新闻或转载。',
    example: '名单',
  },
  sourcePublisher: {
    kind: 'text',
    zh: '来源发布者',
    en: 'source_publisher',
    aliases: ['发布单位', '来源', '来源单位', 'publisher', 'source'],
    required: true,
    doc: 'Who published the facts.',
    docZh: '发布者。',
    example: '中华全国总工会',
  },
  sourceTitle: {
    kind: 'text',
    zh: '来源标题',
    en: 'source_title',
    aliases: ['文章标题', '名单标题', 'title of source'],
    doc: 'Title of the page or list.',
    docZh: '网页或名单的标题。',
    example: '',
  },
  sourceDate: {
    kind: 'date',
    zh: '来源日期',
    en: 'source_date',
    aliases: ['发布日期', '日期', 'date'],
    doc: 'Date of publication, to what is known: 2023, 2023-07 or 2023-07-28.',
    docZh: '发布日期，如 2023、2023-07 或 2023-07-28。',
    example: '2023-07-28',
  },
  sourceUrl: {
    kind: 'text',
    zh: '来源网址',
    en: 'source_url',
    aliases: ['网址', '链接', 'url', 'link'],
    doc: "The publisher's own address; none for a REPOST.",
    docZh: '发布者的网址；转载不填。',
    example: 'https://www.acftu.org/',
  },
} as const satisfies Readonly<Record<string, ImportColumn>>;

/** A column by its name in the code. */
export type ColumnKey = keyof typeof IMPORT_COLUMNS;

export const COLUMN_KEYS = Object.keys(IMPORT_COLUMNS) as ColumnKey[];
