import { useId, useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { keepFormer, useAnswer } from '../api/client.js';
import { SuggestDocument } from '../api/generated/operations.js';
import { suggestedPath } from '../record/record-path.js';
import { useLanguage } from '../texts/language.js';
import { useFollowing } from '../ui/use-following.js';
import { useSettled } from '../ui/use-settled.js';
import { type Suggestion, SuggestionList } from './suggestion-list.js';

/** How long the hand rests before suggestions are asked for, in milliseconds. */
const RESTING_MS = 150;

/** As long as the service takes a text. */
const MAX_TEXT = 500;

interface SearchBoxProps {
  /** What is being looked for. */
  readonly q: string;
  readonly onSearch: (q: string) => void;
}

/** The suggestions for a text, and which one is chosen by the arrow keys. */
function useSuggestions(text: string, open: boolean): readonly Suggestion[] {
  const { preferred } = useLanguage();
  const settled = useSettled(text.trim(), RESTING_MS);
  const { data } = useAnswer(
    SuggestDocument,
    { q: settled, lang: preferred },
    { enabled: open && settled !== '', placeholderData: keepFormer },
  );
  return open && text.trim() !== '' ? (data?.suggest ?? []) : [];
}

/** Where a text to look for is typed, with suggestions: a combobox as ARIA describes it. */
export function SearchBox({ q, onSearch }: SearchBoxProps): ReactNode {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const id = useId();
  const [typed, setTyped] = useFollowing(q);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const suggestions = useSuggestions(typed, open);
  const chosen = suggestions[active];
  const shown = suggestions.length > 0;
  const go = (suggestion: Suggestion): void => {
    setOpen(false);
    void navigate(suggestedPath(suggestion));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setOpen(false);
    if (chosen) go(chosen);
    else onSearch(typed.trim());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // While an input method composes, its keys are its own.
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setOpen(true);
      const places = suggestions.length + 1;
      if (shown) setActive(((active + 1 + step + places) % places) - 1);
    } else if (event.key === 'Escape') {
      if (shown) event.preventDefault();
      setOpen(false);
    }
  };
  return (
    <form role="search" className="search-box" onSubmit={submit}>
      <input
        type="search"
        role="combobox"
        aria-label={t.search.label}
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={chosen ? `${id}-${active}` : undefined}
        autoComplete="off"
        enterKeyHint="search"
        maxLength={MAX_TEXT}
        placeholder={t.search.placeholder}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setActive(-1);
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setOpen(false)}
      />
      <button type="submit" className="primary">
        {t.search.submit}
      </button>
      <SuggestionList id={id} suggestions={suggestions} active={active} onChoose={go} />
      <span role="status" className="hidden">
        {open && typed.trim() !== '' ? t.search.suggested(suggestions.length) : ''}
      </span>
    </form>
  );
}
