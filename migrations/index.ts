import { CreateCatalogue1795000000000 } from './1795000000000-create-catalogue.js';

/** Every migration, in the order in which they run. */
export const MIGRATIONS: (new () => object)[] = [CreateCatalogue1795000000000];
