import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppError } from '../common/errors/app-error.js';
import { type Reader } from '../database/query/reader.js';
import { type BaseRow, type RowSpec } from '../database/query/row.js';

/** Where one record is looked for. */
export interface RecordReference {
  readonly spec: RowSpec;
  readonly code: string;
}

/** Finds records by their codes, and tells a code that never was from one whose record was withdrawn. */
@Injectable()
export class RecordLookup {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The record with this code; null when there never was one.
   *
   * @throws AppError GONE, with the reason, when the record was withdrawn
   */
  async find<R extends BaseRow>(reader: Reader, spec: RowSpec, code: string): Promise<R | null> {
    const [found] = await this.findMany<R>(reader, [{ spec, code }]);
    if (found instanceof AppError) throw found;
    return found ?? null;
  }

  /** The same for many records at once; an error given, or GONE for a withdrawn record, stands in its place. */
  async findMany<R extends BaseRow>(
    reader: Reader,
    references: readonly (RecordReference | AppError)[],
  ): Promise<(R | AppError | null)[]> {
    const found = await Promise.all(
      references.map((each) =>
        each instanceof AppError ? Promise.resolve(each) : reader.find<R>(each.spec, each.code),
      ),
    );
    const absent = references.filter((_, index) => found[index] === null) as RecordReference[];
    if (absent.length === 0) return found;
    const reasons = await this.reasons(absent.map(({ code }) => code));
    return found.map((each, index) => {
      const { code } = references[index] as RecordReference;
      return each ?? gone(code, reasons.get(code));
    });
  }

  private async reasons(codes: readonly string[]): Promise<ReadonlyMap<string, RetiredCode>> {
    const rows = await this.dataSource.query<RetiredCode[]>(
      'SELECT code, reason, retired_at AS "retiredAt" FROM retired_code WHERE code = ANY($1)',
      [codes.filter((code) => !code.includes('\0'))],
    );
    return new Map(rows.map((row) => [row.code, row]));
  }
}

interface RetiredCode {
  readonly code: string;
  readonly reason: string;
  readonly retiredAt: Date;
}

function gone(code: string, retired: RetiredCode | undefined): AppError | null {
  if (!retired) return null;
  const { reason, retiredAt } = retired;
  return new AppError('GONE', `The record ${code} was withdrawn: ${reason}`, {
    recordCode: code,
    reason,
    retiredAt: retiredAt.toISOString(),
  });
}
