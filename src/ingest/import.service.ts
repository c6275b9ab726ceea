import { type Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor } from '../access/actor.js';
import { RETRY_SECONDS } from '../catalog/editing/begin-writing.js';
import { AppError } from '../common/errors/app-error.js';
import { applyImport, revertImport } from './applier.js';
import { checkFile } from './checker.js';
import { receiveFile } from './files/source-file.js';
import { ImportReader } from './import.reader.js';
import { type Import } from './import.types.js';

/** Files that one process checks at the same time, which bounds its memory. */
const MAX_CHECKS = 2;

/** A file that a client sends. */
export interface Upload {
  readonly actor: Actor;
  readonly name: string;
  readonly mapping: Readonly<Record<string, string>>;
  readonly content: Readable;
  /** Ends the check, when the client has gone. */
  readonly signal: AbortSignal;
}

/** What importers can do. */
@Injectable()
export class ImportService {
  private checks = 0;
  private writing = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly imports: ImportReader,
  ) {}

  /** Receives a file and checks it; nothing of the catalogue is changed, and nothing of the file is kept but the plan. */
  async check({ actor, name, mapping, content, signal }: Upload): Promise<Import> {
    if (this.checks >= MAX_CHECKS) {
      throw new AppError(
        'RATE_LIMITED',
        `${MAX_CHECKS} files are being checked already. Try again in a moment.`,
        {
          limit: MAX_CHECKS,
        },
      );
    }
    this.checks += 1;
    try {
      const file = await receiveFile(content, name);
      try {
        const id = await checkFile(this.dataSource, { file, author: actor, mapping, signal });
        return await this.imports.get(id);
      } finally {
        await file.handle.close();
      }
    } finally {
      this.checks -= 1;
    }
  }

  /** Writes exactly what the check showed. */
  async apply(id: string, actor: Actor): Promise<Import> {
    await this.imports.get(id);
    await this.alone(() => applyImport(this.dataSource, { id, author: actor }));
    return this.imports.get(id);
  }

  /** Restores what stood before. */
  async revert(id: string, actor: Actor): Promise<Import> {
    await this.imports.get(id);
    await this.alone(() => revertImport(this.dataSource, { id, author: actor }));
    return this.imports.get(id);
  }

  /** Does work that writes, unless other such work is under way: each keeps a connection from the readers. */
  private async alone(work: () => Promise<void>): Promise<void> {
    if (this.writing) {
      throw new AppError(
        'SERVICE_UNAVAILABLE',
        `Another import is being written. Try again in ${RETRY_SECONDS} seconds.`,
        { retryAfterSeconds: RETRY_SECONDS },
      );
    }
    this.writing = true;
    try {
      await work();
    } finally {
      this.writing = false;
    }
  }
}
