import { phraseOf } from './analyse.js';
import { type Phrase, type Synonyms } from './text.types.js';

/** The most other phrases that one piece of a query may stand for: each is one more thing for an engine to look for. */
export const MAX_ALTERNATIVES = 20;

/** The curated synonyms, with what looking them up inside texts needs. */
export class CuratedTerms {
  /** Characters of the longest term. */
  readonly longest: number;

  constructor(private readonly synonyms: Synonyms) {
    let longest = 0;
    for (const term of synonyms.keys()) longest = Math.max(longest, Array.from(term).length);
    this.longest = longest;
  }

  /** @param text normalised */
  has(text: string): boolean {
    return this.synonyms.has(text);
  }

  /**
   * The phrases that count as a text: it with one term that it contains, or is, put in other words. A term of one
   * character, or of letters, must be a whole word of the text.
   *
   * @param text normalised
   */
  alternatives(text: string): Phrase[] {
    const phrases = new Map<string, Phrase>();
    const characters = Array.from(text);
    for (let first = 0; first < characters.length; first += 1) {
      for (let past = Math.min(first + this.longest, characters.length); past > first; past -= 1) {
        const expansions = this.synonyms.get(characters.slice(first, past).join(''));
        if (expansions === undefined || !standsAlone(characters, first, past)) continue;
        for (const expansion of expansions) {
          const before = characters.slice(0, first).join('');
          const phrase = phraseOf(`${before}${expansion}${characters.slice(past).join('')}`);
          if (phrase.length > 0 && phrases.size < MAX_ALTERNATIVES)
            phrases.set(JSON.stringify(phrase), phrase);
        }
      }
    }
    phrases.delete(JSON.stringify(phraseOf(text)));
    return [...phrases.values()];
  }
}

const HAN = /^\p{Script=Han}$/u;

/** Whether a stretch can be a term of its own: it cuts no word, and is not one character of a longer run. */
function standsAlone(characters: readonly string[], first: number, past: number): boolean {
  return [first, past].every((place) => {
    const [before, after] = [characters[place - 1] ?? ' ', characters[place] ?? ' '];
    const [hanBefore, hanAfter] = [HAN.test(before), HAN.test(after)];
    if (before === ' ' || after === ' ' || hanBefore !== hanAfter) return true;
    return hanBefore && past - first > 1;
  });
}
