import { Injectable } from '@nestjs/common';
import { type Backend } from './search.enums.js';
/** stub */
@Injectable()
export class SearchMetrics {
  record(_backend: Backend, _degraded: boolean, _ms: number): void {}
}
