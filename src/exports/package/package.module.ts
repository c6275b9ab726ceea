import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PackageController } from './package.controller.js';
import { PackageService } from './package.service.js';

/** The whole catalogue as one file, described for other catalogues. */
@Module({
  providers: [
    {
      provide: PackageService,
      inject: [DataSource],
      useFactory: (dataSource: DataSource) => new PackageService(dataSource),
    },
  ],
  controllers: [PackageController],
})
export class PackageModule {}
