import { type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { type ReferenceData } from '../catalog/reference-data.js';
import { putSurvivors } from '../catalog/surviving-codes.js';

/** Has every argument that a client sends name the survivors of merged records, in lists and in searches. */
export class SurvivingCodesPipe implements PipeTransform<unknown, unknown> {
  constructor(private readonly reference: Pick<ReferenceData, 'survivors'>) {}

  transform(value: unknown, { type }: Pick<ArgumentMetadata, 'type'>): unknown {
    // Requests, contexts and the like are no arguments that a client sends.
    if (type !== 'custom') putSurvivors(value, this.reference.survivors);
    return value;
  }
}
