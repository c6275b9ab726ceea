import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OutboxMonitoring } from './outbox.monitoring.js';
import { OutboxStore } from './outbox.store.js';

/** What waits to be told to others, and how operators see it. */
@Module({
  providers: [
    {
      provide: OutboxStore,
      inject: [DataSource],
      useFactory: (dataSource: DataSource) => new OutboxStore(dataSource),
    },
    OutboxMonitoring,
  ],
  exports: [OutboxStore],
})
export class OutboxModule {}
