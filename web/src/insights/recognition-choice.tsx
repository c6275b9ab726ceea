import { type ReactNode } from 'react';
import { toggle, type BrowseState } from '../browse/browse-state.js';
import { formatCount } from '../texts/format.js';
import { useLanguage } from '../texts/language.js';
import { type Bar } from './figures.js';
import { useTexts } from './use-texts.js';

interface RecognitionChoiceProps {
  /** What the selection has of each recognition, whichever of them are chosen. */
  readonly bars: readonly Bar[];
  readonly state: BrowseState;
  readonly change: (next: BrowseState) => void;
}

/** Says which achievements are counted, won or not, and lets the reader choose. */
export function RecognitionChoice({ bars, state, change }: RecognitionChoiceProps): ReactNode {
  const texts = useTexts();
  const { lang } = useLanguage();
  const chosen = state.chosen.RECOGNITION;
  const counted = bars.filter(({ value: { key } }) => key !== null && chosen.includes(key));
  return (
    <div className="recognition-choice">
      <p>
        {chosen.length === 0
          ? texts.notMixed
          : texts.onlyCounted(counted.map(({ value }) => texts.nameOf(value)).join(texts.and))}
      </p>
      <div role="group" aria-label={texts.choices}>
        {bars.map(({ value, count }) => {
          const { key } = value;
          return (
            key !== null && (
              <button
                key={key}
                type="button"
                aria-pressed={chosen.includes(key)}
                onClick={() => change(toggle(state, 'RECOGNITION', key))}
              >
                {texts.nameOf(value)} {formatCount(count, lang)}
              </button>
            )
          );
        })}
      </div>
    </div>
  );
}
