import { Module } from '@nestjs/common';
import { ChangeFeed } from './change-feed.js';
import { ChangesController } from './changes.controller.js';
import { ChangesResolver } from './changes.resolver.js';

/** The feed of changes, by which others follow the catalogue. */
@Module({
  providers: [ChangeFeed, ChangesResolver],
  controllers: [ChangesController],
})
export class ChangesModule {}
