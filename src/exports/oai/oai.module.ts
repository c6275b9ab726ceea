import { Module } from '@nestjs/common';
import { OaiController } from './oai.controller.js';
import { OaiItems } from './oai.items.js';
import { OaiProvider } from './oai.provider.js';

/** The catalogue for harvesters. */
@Module({
  providers: [OaiItems, OaiProvider],
  controllers: [OaiController],
})
export class OaiModule {}
