import { Recognition } from '../../catalog/achievement/achievement.enums.js';
import { type AchievementState, type AwardGrantState } from '../../catalog/achievement/achievement.state.js';
import { canonicalText } from '../../common/canonical.js';
import { type ColumnKey, COLUMN_KEYS, IMPORT_COLUMNS, type ImportColumn } from '../schema/columns.js';
import { ImportProblemCode } from '../schema/problems.js';
import { type RowValues } from '../schema/row-values.js';
import { type RowFault } from './link-faults.js';
import { type RowLinks } from './links.js';
import { type FieldChange } from './planned.js';

/** The columns that say what an achievement has from its award. */
const GRANT_COLUMNS: readonly ColumnKey[] = ['award', 'awardLevel', 'awardYear', 'listCode'];

/** The columns without which no record can be; of a changed one, those that the file has. */
export function missingValues(values: RowValues, isNew: boolean): RowFault[] {
  const empty = COLUMN_KEYS.filter((key) => {
    const { required }: ImportColumn = IMPORT_COLUMNS[key];
    return required && (isNew ? values[key] == null : values[key] === null);
  });
  return empty.map((column) => ({
    column,
    code: ImportProblemCode.MISSING_VALUE,
    message: `A record needs ${IMPORT_COLUMNS[column].zh} (${IMPORT_COLUMNS[column].en}).`,
  }));
}

/**
 * The achievement that a row describes: of a new one, what it leaves out is unknown; of a known one, columns that the
 * file lacks stay as they are.
 */
export function achievementOf(
  values: RowValues,
  before: AchievementState | null,
  links: RowLinks,
): AchievementState {
  const kept = <V>(value: V | null | undefined, stood: V | null | undefined): V | null =>
    value === undefined ? (stood ?? null) : value;
  const organisation =
    values.organisation === undefined
      ? (before?.organisation ?? null)
      : links.organisation(values.organisation, 'organisation');
  const partnerOrganisations =
    values.partnerOrganisations === undefined
      ? (before?.partnerOrganisations ?? [])
      : (values.partnerOrganisations ?? []).flatMap(
          (name) => links.organisation(name, 'partnerOrganisations') ?? [],
        );
  const year = kept(values.year, before?.year);
  const recognition = kept(values.recognition, before?.recognition) as Recognition;
  return {
    title: kept(values.title, before?.title) as string,
    titleEn: kept(values.titleEn, before?.titleEn),
    industry: kept(values.industry, before?.industry) as string,
    region: kept(values.region, before?.region),
    studio:
      values.studio === undefined ? (before?.studio ?? null) : links.studio(values.studio, organisation),
    organisation,
    partnerOrganisations,
    craftsmen:
      values.craftsmen === undefined
        ? (before?.craftsmen ?? [])
        : links.craftsmen(values.craftsmen ?? [], organisation, partnerOrganisations.length > 0),
    peoplePartial: before?.peoplePartial ?? false,
    recognition,
    grants: grantsOf(values, before, { recognition, year }, links),
    year,
    figures: values.figures === undefined ? (before?.figures ?? []) : (values.figures ?? []),
    exhibitedAt: kept(values.exhibitedAt, before?.exhibitedAt),
    source: {
      kind: kept(values.sourceKind, before?.source.kind) as AchievementState['source']['kind'],
      publisher: kept(values.sourcePublisher, before?.source.publisher),
      title: kept(values.sourceTitle, before?.source.title),
      date: kept(values.sourceDate, before?.source.date),
      url: kept(values.sourceUrl, before?.source.url),
    },
  };
}

/** A row tells of one award; a record with several keeps them, unless the row would change them. */
function grantsOf(
  values: RowValues,
  before: AchievementState | null,
  { recognition, year }: Pick<AchievementState, 'recognition' | 'year'>,
  links: RowLinks,
): AwardGrantState[] {
  const stood = before?.grants ?? [];
  const [first] = stood;
  const told = GRANT_COLUMNS.some((key) => values[key] !== undefined) || recognition !== before?.recognition;
  if (!told) return stood;
  const award =
    values.award === undefined ? first?.award : values.award === null ? undefined : links.award(values.award);
  if (award === undefined && stood.length > 1) return severalAwards(stood, links);
  if (award === undefined) {
    const lost = GRANT_COLUMNS.find((key) => values[key] != null);
    if (recognition === Recognition.AWARDED || lost !== undefined) {
      links.faults.push({
        column: 'award',
        code: ImportProblemCode.MISSING_VALUE,
        message: `${lost === undefined ? 'AWARDED' : IMPORT_COLUMNS[lost].zh} needs an award.`,
      });
    }
    return [];
  }
  // Of another award, nothing is known but what the row tells.
  const same = award === first?.award ? first : undefined;
  const grant: AwardGrantState = {
    award,
    recognition,
    level: values.awardLevel === undefined ? (same?.level ?? null) : values.awardLevel,
    year: values.awardYear === undefined && same ? same.year : (values.awardYear ?? year),
    listCode: values.listCode === undefined ? (same?.listCode ?? null) : values.listCode,
  };
  if (stood.length < 2 || canonicalText(grant) === canonicalText(first)) return [grant, ...stood.slice(1)];
  return severalAwards(stood, links);
}

function severalAwards(stood: AwardGrantState[], { faults }: RowLinks): AwardGrantState[] {
  faults.push({
    column: 'award',
    code: ImportProblemCode.SEVERAL_AWARDS,
    message: `The record has ${stood.length} awards; a row tells one. Leave the award columns as they are, and edit the record by itself.`,
  });
  return stood;
}

/** The fields in which two states differ. */
export function changesBetween(before: AchievementState, after: AchievementState): FieldChange[] {
  return (Object.keys(after) as (keyof AchievementState)[])
    .filter((field) => canonicalText(before[field]) !== canonicalText(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}
