import { Injectable } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { graphql, type GraphQLError } from 'graphql';
import { DataSource } from 'typeorm';
import { ANONYMOUS } from '../../access/actor.js';
import { ReferenceData } from '../../catalog/reference-data.js';
import { AppError } from '../../common/errors/app-error.js';
import { type NodeType } from '../../common/graphql/global-id.js';
import { JsonLdWriter } from '../../exports/json-ld/json-ld.js';
import { Permalinks } from '../../exports/permalink/permalinks.js';
import { contextFactory } from '../graphql-context.js';
import { type PageLanguage } from './page.language.js';
import { type PreviewedRecord, RECORD_DOCUMENTS, type RecordKind } from './record.documents.js';
import { type Preview, recordPreview } from './record.preview.js';

const TYPES: Readonly<Record<RecordKind, NodeType>> = {
  achievements: 'Achievement',
  craftsmen: 'Craftsman',
  studios: 'Studio',
  organisations: 'Organisation',
  industries: 'Industry',
};

/** Where a request was sent, and what it is called in the logs. */
interface PageRequest {
  readonly id: string;
  readonly protocol: string;
  readonly host: string;
}

interface Answer {
  readonly record?: PreviewedRecord | null;
  readonly records?: readonly PreviewedRecord[];
}

/** Makes what the head of a record's page says, of what the public may read. */
@Injectable()
export class PagePreviews {
  constructor(
    private readonly permalinks: Permalinks,
    private readonly jsonLd: JsonLdWriter,
    private readonly schemaHost: GraphQLSchemaHost,
    private readonly dataSource: DataSource,
    private readonly reference: ReferenceData,
  ) {}

  /**
   * The preview of the record with this code, or its code now when it was merged into another one.
   *
   * @throws AppError NOT_FOUND when there never was one of this kind, GONE when it was withdrawn
   */
  async of(
    kind: RecordKind,
    code: string,
    lang: PageLanguage,
    request: PageRequest,
    base: string,
  ): Promise<{ readonly code: string; readonly preview: Preview }> {
    const row = await this.permalinks.get(code);
    if (row.__typename !== TYPES[kind]) {
      throw new AppError('NOT_FOUND', `${code} is no record of this kind.`, { argument: 'code' });
    }
    const record = await this.read(kind, row.code, request);
    const jsonLd = await this.jsonLd.write(row, base);
    return { code: row.code, preview: { ...recordPreview(kind, record, lang, base), jsonLd } };
  }

  private async read(kind: RecordKind, code: string, request: PageRequest): Promise<PreviewedRecord> {
    const createContext = contextFactory(this.dataSource, this.reference);
    const { data, errors } = await graphql({
      schema: this.schemaHost.schema,
      source: RECORD_DOCUMENTS[kind],
      variableValues: { code },
      contextValue: createContext({ ...request, actor: ANONYMOUS }),
    });
    if (errors?.[0]) throw causeOf(errors[0]);
    const { record, records } = data as Answer;
    const found = records?.find((each) => each.code === code) ?? record;
    if (!found) throw new AppError('NOT_FOUND', `${code} is gone.`, { argument: 'code' });
    return found;
  }
}

/** What a resolver threw. */
function causeOf(error: GraphQLError): Error {
  return error.originalError ?? error;
}
