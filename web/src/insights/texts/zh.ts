import { type Value } from '../figures.js';

/** Every text of the insights in Chinese. */
export const zh = {
  intro: '当前所选成果的统计图，每张图都有对应的表格，图和数据均可下载。条件在网址中，可以分享。',
  counted: (count: string) => `所选 ${count} 项成果`,
  all: '全部成果',
  seeResults: '查看这些成果',
  choices: '按获奖情况筛选',
  notMixed: '提名不作获奖：未选获奖情况时，各图统计获奖、提名（未获奖）和报道的全部成果。',
  onlyCounted: (names: string) => `各图只统计：${names}。`,
  titles: {
    industry: '各行业成果数',
    region: '各地区成果数',
    year: '各年成果数',
    level: '奖级与获奖情况',
    industryYear: '各行业各年成果数',
  },
  levelNote:
    '奖级按来源原文。一项成果有多个奖级时，每个奖级各计一次，因此合计可能大于成果总数。获奖与提名（未获奖）分列，不相加；“获奖”一列是获奖的成果。',
  gridNote: '颜色越深，成果越多。',
  unknownNote: '“未载明”为来源没有写明的成果。',
  nameOf: ({ name }: Value) => name?.value ?? '未载明',
  described: (title: string, first: string, count: string) =>
    `${title}。最多：${first}，${count}。全部数字见图下的表格。`,
  table: '表格',
  count: '成果数',
  picture: (format: string) => `下载图片（${format}）`,
  csv: '下载数据（CSV）',
  about: (title: string) => `：${title}`,
  and: '、',
};

/** The texts of the insights in one language. */
export type InsightsTexts = typeof zh;
