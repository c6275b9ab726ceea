import { Inject, Injectable } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { graphql, type GraphQLError } from 'graphql';
import { DataSource } from 'typeorm';
import { ANONYMOUS } from '../../access/actor.js';
import { ReferenceData } from '../../catalog/reference-data.js';
import { AppError } from '../../common/errors/app-error.js';
import { contextFactory } from '../graphql-context.js';
import { type PreviewedRecord, RECORD_DOCUMENTS, type RecordKind } from './record.documents.js';

interface Answer {
  readonly record?: PreviewedRecord | null;
  readonly records?: readonly PreviewedRecord[];
}

/** Reads what the head of a record's page says, as the public would ask for it. */
@Injectable()
export class RecordPreviews {
  constructor(
    private readonly schemaHost: GraphQLSchemaHost,
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly reference: ReferenceData,
  ) {}

  /**
   * The record with this code, or the one into which it was merged; null when there never was one.
   *
   * @throws AppError GONE when it was withdrawn
   */
  async find(kind: RecordKind, code: string, requestId: string): Promise<PreviewedRecord | null> {
    const createContext = contextFactory(this.dataSource, this.reference);
    const { data, errors } = await graphql({
      schema: this.schemaHost.schema,
      source: RECORD_DOCUMENTS[kind],
      variableValues: { code },
      contextValue: createContext({ id: requestId, actor: ANONYMOUS }),
    });
    if (errors?.[0]) throw causeOf(errors[0]);
    const { record, records } = data as Answer;
    return records?.find((each) => each.code === code) ?? record ?? null;
  }
}

/** What a resolver threw. */
function causeOf(error: GraphQLError): Error {
  return error.originalError ?? new AppError('BAD_USER_INPUT', error.message);
}
