import { type ReactNode } from 'react';
import { type SuggestQuery } from '../api/generated/operations.js';
import { useLanguage } from '../texts/language.js';
import { Name } from '../ui/name.js';
import { Runs } from '../ui/runs.js';

/** Something that a text being typed may mean. */
export type Suggestion = SuggestQuery['suggest'][number];

interface SuggestionListProps {
  /** Of the box; the options have it too, with their number. */
  readonly id: string;
  readonly suggestions: readonly Suggestion[];
  readonly active: number;
  readonly onChoose: (suggestion: Suggestion) => void;
}

/** The suggestions under the search box. */
export function SuggestionList({ id, suggestions, active, onChoose }: SuggestionListProps): ReactNode {
  const { t } = useLanguage();
  return (
    <ul
      id={`${id}-list`}
      role="listbox"
      aria-label={t.search.suggestions}
      className="suggestions"
      hidden={suggestions.length === 0}
      // The focus stays in the box, so that what is typed goes on.
      onMouseDown={(event) => event.preventDefault()}
    >
      {suggestions.map((suggestion, index) => (
        <li
          key={suggestion.code}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          onClick={() => onChoose(suggestion)}
        >
          <span className="suggestion-kind">{t.entityTypes[suggestion.type]}</span>
          <span className="suggestion-name">
            <span lang="zh-CN">
              <Runs runs={suggestion.highlight} />
            </span>
            {suggestion.label.lang === 'EN' && (
              <span className="muted">
                {' '}
                <Name text={suggestion.label} />
              </span>
            )}
          </span>
          {suggestion.type !== 'ACHIEVEMENT' && (
            <span className="suggestion-count">{t.search.achievements(suggestion.achievementCount)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
