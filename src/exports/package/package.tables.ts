import { type NodeType } from '../../common/graphql/global-id.js';
import { type Table } from '../datasets/dataset.js';
import {
  CODE,
  fields,
  INDUSTRY,
  OF_ACHIEVEMENT,
  OF_CRAFTSMAN,
  ORGANISATION,
  type PackageField,
  RECOGNITIONS,
  REGION,
  SOURCE_URL,
  STATE,
  STUDIO,
} from './package.fields.js';

/** A table of the package: a table of the catalogue, with every column that says something. */
export interface PackageTable extends Table {
  /** As its file is called. */
  readonly name: string;
  /** Its table in the database. */
  readonly table: string;
  /** The kind of record that it lists; null for a table of links. */
  readonly type: NodeType | null;
  /** The fields that tell its rows apart, and order them. */
  readonly key: readonly string[];
  readonly fields: readonly PackageField[];
}

/** Every table of the package, in an order in which each row follows the rows that it names. */
export const PACKAGE_TABLES: readonly PackageTable[] = [
  {
    name: 'industries',
    table: 'industry',
    type: 'Industry',
    title: 'Industries',
    doc: 'Fields of industry, named and described by this project.',
    key: ['code'],
    fields: fields({
      code: CODE,
      name: { doc: 'Chinese name.' },
      nameEn: { doc: 'English name.' },
      description: { doc: 'What belongs to it, in Chinese.' },
      descriptionEn: { doc: 'What belongs to it, in English.' },
      position: { doc: 'Place in the list, from 1.', type: 'integer' },
      shownAtConference: {
        doc: 'Whether the conference of July 2023 showed it as one of its seven fields.',
        type: 'boolean',
      },
      ...STATE,
    }),
  },
  {
    name: 'regions',
    table: 'region',
    type: 'Region',
    title: 'Regions',
    doc: 'Province-level regions of China.',
    key: ['code'],
    fields: fields({
      code: CODE,
      name: { doc: 'Chinese name.' },
      nameEn: { doc: 'English name.' },
      isoCode: { doc: 'ISO 3166-2 code, where the standard gives one.', optional: true },
      position: { doc: 'Place in the list, from 1.', type: 'integer' },
      ...STATE,
    }),
  },
  {
    name: 'organisations',
    table: 'organisation',
    type: 'Organisation',
    title: 'Organisations',
    doc: 'Units, under the names by which the sources give them: the full and the short form of a name stay two.',
    key: ['code'],
    fields: fields({ code: CODE, name: { doc: 'Name, as the source gives it.' }, region: REGION, ...STATE }),
  },
  {
    name: 'awards',
    table: 'award',
    type: 'Award',
    title: 'Awards',
    doc: 'Prizes, competitions and exhibitions, under the names by which the sources give them.',
    key: ['code'],
    fields: fields({ code: CODE, name: { doc: 'Name, as the source gives it.' }, ...STATE }),
  },
  {
    name: 'studios',
    table: 'studio',
    type: 'Studio',
    title: 'Innovation studios',
    doc: 'Innovation studios; who leads them stands in studio-leaders.',
    key: ['code'],
    fields: fields({
      code: CODE,
      name: { doc: 'Name, as the source gives it.' },
      organisation: { ...ORGANISATION, doc: 'Code of the unit that runs it.' },
      region: REGION,
      industry: { ...INDUSTRY, optional: true },
      sourceUrl: SOURCE_URL,
      ...STATE,
    }),
  },
  {
    name: 'craftsmen',
    table: 'craftsman',
    type: 'Craftsman',
    title: 'Craftsmen',
    doc: 'People: a name together with a unit. A person reported without a unit is not taken for anyone else.',
    key: ['code'],
    fields: fields({
      code: CODE,
      name: { doc: 'Name, as the source gives it.' },
      organisation: { ...ORGANISATION, doc: 'Code of the unit with which the person is listed.' },
      organisationBasis: {
        doc: 'How the unit is known; with LEAD_UNIT, the source does not say that it is the person’s own.',
        optional: true,
        values: ['STATED', 'STUDIO_UNIT', 'SOLE_UNIT', 'LEAD_UNIT'],
      },
      trade: { doc: 'Trade or position, as the source words it.', optional: true },
      honours: { doc: 'Honours, as the source words them.', list: true },
      region: REGION,
      studio: { ...STUDIO, doc: 'Code of the innovation studio of which the person is part.' },
      sourceUrl: SOURCE_URL,
      ...STATE,
    }),
  },
  {
    name: 'studio-leaders',
    table: 'studio_leader',
    type: null,
    title: 'Leaders of studios',
    doc: 'Who leads which studio.',
    key: ['studio', 'position'],
    fields: fields({
      studio: { ...STUDIO, optional: false, doc: 'Code of the studio.' },
      position: { doc: "Place in the source's list, from 1.", type: 'integer' },
      craftsman: OF_CRAFTSMAN,
    }),
  },
  {
    name: 'achievements',
    table: 'achievement',
    type: 'Achievement',
    title: 'Achievements',
    doc: "Workers' innovation achievements. Their people, units and grants stand in tables of their own.",
    key: ['code'],
    fields: fields({
      code: CODE,
      title: { doc: 'Chinese title, as listed.' },
      titleEn: { doc: "English title, in the project's own wording.", optional: true },
      industry: {
        ...INDUSTRY,
        doc: 'Code of the industry, classified by this project and not by the source.',
      },
      region: { ...REGION, doc: 'Code of the region where the work was done.' },
      studio: { ...STUDIO, doc: 'Code of the innovation studio.' },
      recognition: {
        doc: 'Standing with the awards named. Only AWARDED is a win.',
        values: RECOGNITIONS,
      },
      year: { doc: 'Year of the award, or of the report.', type: 'integer', optional: true },
      figures: { doc: "Short facts on its effect, in the project's own wording.", list: true },
      exhibitedAt: { doc: 'Conference or exhibition at which it was shown.', optional: true },
      peoplePartial: { doc: 'Whether the source names more people than are listed.', type: 'boolean' },
      sourceKind: {
        doc: 'Kind of the source. A REPOST has no address, since the copy’s is not fit to link.',
        source: 's.kind',
        values: ['OFFICIAL_LIST', 'NEWS', 'REPOST'],
      },
      sourcePublisher: { doc: 'Who published the source.', optional: true, source: 's.publisher' },
      sourceTitle: { doc: 'Title of the source.', optional: true, source: 's.title' },
      sourceDate: { doc: 'Date of the source: a year, month or day.', optional: true, source: 's.date' },
      sourceUrl: { doc: 'Address of the source.', optional: true, source: 's.url' },
      ...STATE,
    }),
  },
  {
    name: 'achievement-organisations',
    table: 'achievement_organisation',
    type: null,
    title: 'Units of achievements',
    doc: 'The units of each achievement: the lead at position 0, the partners from 1.',
    key: ['achievement', 'position'],
    fields: fields({
      achievement: OF_ACHIEVEMENT,
      position: { doc: "Place in the source's list; 0 is the lead unit.", type: 'integer' },
      organisation: { ...ORGANISATION, optional: false, doc: 'Code of the unit.' },
      role: { doc: 'Part of the unit.', values: ['LEAD', 'PARTNER'] },
    }),
  },
  {
    name: 'achievement-craftsmen',
    table: 'achievement_craftsman',
    type: null,
    title: 'People of achievements',
    doc: 'The people of each achievement.',
    key: ['achievement', 'position'],
    fields: fields({
      achievement: OF_ACHIEVEMENT,
      position: { doc: "Place in the source's list, from 1.", type: 'integer' },
      craftsman: OF_CRAFTSMAN,
      role: { doc: 'Role, as the source words it.', optional: true },
    }),
  },
  {
    name: 'award-grants',
    table: 'award_grant',
    type: null,
    title: 'Grants of awards',
    doc: 'What each achievement has from awards: won, nominated, or shown there.',
    key: ['achievement', 'position'],
    fields: fields({
      achievement: OF_ACHIEVEMENT,
      position: { doc: "Place in the source's list, from 1.", type: 'integer' },
      award: { doc: 'Code of the award.', refersTo: 'Award', column: 'award_code' },
      recognition: { doc: 'Only AWARDED is a win.', values: RECOGNITIONS },
      level: { doc: 'Level, as the source words it.', optional: true },
      year: { doc: 'Year of the grant.', type: 'integer', optional: true },
      listCode: { doc: "The award list's own number for the achievement.", optional: true },
    }),
  },
  {
    name: 'retired-codes',
    table: 'retired_code',
    type: null,
    title: 'Retired codes',
    doc: 'Codes of records that were withdrawn or merged; they are never given again.',
    key: ['code'],
    fields: fields({
      code: { doc: 'The code.' },
      reason: { doc: 'Why the record was withdrawn or merged.' },
      retiredAt: { doc: 'When that was.', type: 'moment' },
      mergedInto: {
        doc: 'Code of the record that answers for it; none for a withdrawn one.',
        optional: true,
      },
    }),
  },
];

/** The table that lists the records of a kind. */
export function tableOf(type: NodeType): PackageTable {
  const found = PACKAGE_TABLES.find((table) => table.type === type);
  if (found) return found;
  throw new Error(`The package has no table of the type ${type}.`);
}
