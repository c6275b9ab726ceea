import { ObjectType } from '@nestjs/graphql';
import { connectionType, edgeType } from '../../common/pagination/connection.type.js';
import { FacetValue } from '../search.types.js';

@ObjectType({ description: 'One value of a facet, with its place in the list.' })
export class FacetValueEdge extends edgeType('FacetValue', () => FacetValue) {}

@ObjectType({ description: "One page of a facet's values." })
export class FacetValueConnection extends connectionType('FacetValue', () => FacetValueEdge) {}
