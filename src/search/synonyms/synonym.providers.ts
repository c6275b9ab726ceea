import { type Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SynonymResolver } from './synonym.resolver.js';
import { SynonymService } from './synonym.service.js';

/** What the search module needs for its synonyms. */
export const SYNONYM_PROVIDERS: Provider[] = [
  {
    provide: SynonymService,
    inject: [DataSource],
    useFactory: (dataSource: DataSource) => new SynonymService(dataSource),
  },
  SynonymResolver,
];
