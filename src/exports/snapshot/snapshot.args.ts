import { ArgsType, Field } from '@nestjs/graphql';
import { IsString } from 'class-validator';
import { RepeatableArgs } from '../../catalog/editing/edit.args.js';

@ArgsType()
export class CreateSnapshotArgs extends RepeatableArgs {
  @Field({ description: 'What it is made for, in words for the public.' })
  @IsString()
  note: string;
}
