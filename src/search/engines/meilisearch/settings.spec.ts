import { describe, expect, it } from '@jest/globals';
import { FILTER_FIELDS, SEARCHED_FIELDS, SORT_FIELDS } from '../../../record/record.fields.js';
import { INDEX_SETTINGS, settingsHash } from './settings.js';

describe('the settings of an index', () => {
  it('search the fields in the order of their weight, and what is typed last', () => {
    expect(INDEX_SETTINGS.searchableAttributes).toEqual([
      ...SEARCHED_FIELDS.map((name) => `text.${name}`),
      'typed',
    ]);
    expect(INDEX_SETTINGS.searchableAttributes[0]).toBe('text.title');
  });

  it('filter and order by every field that has the role', () => {
    const patterns = INDEX_SETTINGS.filterableAttributes.flatMap(
      ({ attributePatterns }) => attributePatterns,
    );
    const values = FILTER_FIELDS.filter((name) => name !== 'updatedAt').map((name) => `value.${name}`);
    const orders = SORT_FIELDS.map((name) => `order.${name}`);
    expect(patterns).toEqual([...values, ...orders]);
    expect(INDEX_SETTINGS.sortableAttributes).toEqual(orders);
  });

  it('have the engine count by values, but where these are many', () => {
    expect(INDEX_SETTINGS.faceting.sortFacetValuesBy).toEqual({
      '*': 'count',
      'value.organisation': 'alpha',
      'value.studio': 'alpha',
      'value.craftsman': 'alpha',
    });
  });

  it('show the record and nothing that is made of it', () => {
    expect(INDEX_SETTINGS.displayedAttributes).toEqual(['code', 'fingerprint', 'record']);
  });

  it('have a hash that changes with the analysis of records, and not by itself', () => {
    expect(settingsHash('one')).toBe(settingsHash('one'));
    expect(settingsHash('one')).not.toBe(settingsHash('other'));
  });
});
