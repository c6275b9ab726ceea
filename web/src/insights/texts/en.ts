import { type InsightsTexts } from './zh.js';

/** Every text of the insights in English. */
export const en: InsightsTexts = {
  intro:
    'Charts of the achievements that are chosen, each with its table, its picture and its data to take along. What is chosen stands in the address: pass the link on.',
  counted: (count) => (count === '1' ? '1 achievement chosen' : `${count} achievements chosen`),
  all: 'All achievements',
  seeResults: 'See these achievements',
  choices: 'Choose by recognition',
  notMixed:
    'A nomination is not a win: while no recognition is chosen, the charts count everything, won, nominated (not won) or reported.',
  onlyCounted: (names) => `The charts count only: ${names}.`,
  titles: {
    industry: 'Achievements by industry',
    region: 'Achievements by region',
    year: 'Achievements by year',
    level: 'Award levels, won and not won apart',
    industryYear: 'Achievements by industry and year',
  },
  levelNote:
    'Levels are as the source words them. An achievement with several levels counts for each, so that the numbers can add up to more than the total. What won stands apart from what was nominated and did not win; the column of wins has the achievements that won.',
  gridNote: 'The stronger the colour, the more achievements.',
  unknownNote: '“Unknown” are the achievements whose source does not say.',
  nameOf: ({ name }) => name?.value ?? 'Unknown',
  described: (title, first, count) =>
    `${title}. Most: ${first}, ${count}. Every number is in the table below the picture.`,
  table: 'Table',
  count: 'Achievements',
  picture: (format) => `Picture (${format})`,
  csv: 'Data (CSV)',
  about: (title) => `: ${title}`,
  and: ', ',
};
