import { registerEnumType } from '@nestjs/graphql';

/** The orders of a list whose records have a name. */
export enum NamedOrder {
  CODE_ASC = 'CODE_ASC',
  CODE_DESC = 'CODE_DESC',
  NAME_ASC = 'NAME_ASC',
  NAME_DESC = 'NAME_DESC',
  UPDATED_ASC = 'UPDATED_ASC',
  UPDATED_DESC = 'UPDATED_DESC',
}

registerEnumType(NamedOrder, {
  name: 'NamedOrder',
  description: 'The order of a list of named records; the code decides between equals.',
  valuesMap: {
    CODE_ASC: { description: 'By code, lowest first.' },
    CODE_DESC: { description: 'By code, highest first.' },
    NAME_ASC: { description: 'By name, Chinese by pinyin, then other scripts.' },
    NAME_DESC: { description: 'By name, the other way round.' },
    UPDATED_ASC: { description: 'Longest unchanged first.' },
    UPDATED_DESC: { description: 'Last changed first.' },
  },
});
