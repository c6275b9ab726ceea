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
   * The record with this code, or the one into which it was merged; null when there never was one.
   *
   * @throws AppError GONE, with the reason, when the record was withdrawn
   */
  async find<R extends BaseRow>(reader: Reader, spec: RowSpec, code: string): Promise<R | null> {
    const [found] = await this.findMany<R>(reader, [{ spec, code }]);
    if (found instanceof AppError) throw found;
    return found ?? null;
  }

  /**
   * The same for many records at once; an error given, or GONE for a withdrawn record, stands in its place. The code
   * of a record that was merged into another one finds that other one.
   */
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
    const retired = await this.retired(absent.map(({ code }) => code));
    return Promise.all(
      found.map(async (each, index) => {
        if (each !== null) return each;
        const { spec, code } = references[index] as RecordReference;
        const now = retired.get(code);
        if (now === undefined) return null;
        return now.survivor === null ? gone(now) : reader.find<R>(spec, now.survivor);
      }),
    );
  }

  /** What has become of codes, followed from merge to merge to the last record. */
  private async retired(codes: readonly string[]): Promise<ReadonlyMap<string, RetiredCode>> {
    const rows = await this.dataSource.query<RetiredCode[]>(
      `WITH RECURSIVE step AS (
         SELECT code AS asked, code, reason, retired_at, merged_into FROM retired_code WHERE code = ANY($1)
         UNION ALL
         SELECT s.asked, r.code, r.reason, r.retired_at, r.merged_into
         FROM step s JOIN retired_code r ON r.code = s.merged_into
       )
       SELECT asked, code, reason, retired_at AS "retiredAt", merged_into AS survivor FROM step s
       WHERE NOT EXISTS (SELECT FROM retired_code r WHERE r.code = s.merged_into)`,
      [codes.filter((code) => !code.includes('\0'))],
    );
    return new Map(rows.map((row) => [row.asked, row]));
  }
}

interface RetiredCode {
  /** The code that was asked for. */
  readonly asked: string;
  /** The last code that was retired on the way. */
  readonly code: string;
  readonly reason: string;
  readonly retiredAt: Date;
  /** The record that answers; null when it was withdrawn. */
  readonly survivor: string | null;
}

function gone({ code, reason, retiredAt }: RetiredCode): AppError {
  return new AppError('GONE', `The record ${code} was withdrawn: ${reason}`, {
    recordCode: code,
    reason,
    retiredAt: retiredAt.toISOString(),
  });
}
