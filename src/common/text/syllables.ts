/** The finals that follow each initial in pinyin, without tones; ü as v and, as many type it, as u. */
const FINALS: Readonly<Record<string, string>> = {
  '': 'ai an ang ao ei en eng er ou',
  b: 'a ai an ang ao ei en eng i ian iao ie in ing o u',
  p: 'a ai an ang ao ei en eng i ian iao ie in ing o ou u',
  m: 'a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u',
  f: 'a an ang ei en eng o ou u',
  d: 'a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo',
  t: 'a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo',
  n: 'a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan ue uo v ve',
  l: 'a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan ue un uo v ve',
  g: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  k: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  h: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  j: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  q: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  x: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  zh: 'a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo',
  ch: 'a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo',
  sh: 'a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo',
  r: 'an ang ao e en eng i ong ou u ua uan ui un uo',
  z: 'a ai an ang ao e ei en eng i ong ou u uan ui un uo',
  c: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  s: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  y: 'a an ang ao e i in ing o ong ou u uan ue un',
  w: 'a ai an ang ei en eng o u',
};

const SYLLABLES: ReadonlySet<string> = new Set(
  Object.entries(FINALS).flatMap(([initial, finals]) => finals.split(' ').map((final) => initial + final)),
);

/** Whether a word is one syllable of pinyin, without its tone. Single letters are not: most are English or initials. */
export function isSyllable(word: string): boolean {
  return SYLLABLES.has(word);
}

/** Characters such as 饿 are read with a vowel alone. */
const VOWELS = ['a', 'e', 'o'];

const READ: ReadonlySet<string> = new Set([...SYLLABLES, ...VOWELS]);

/** What is typed of a syllable until it is whole. */
const BEGUN: ReadonlySet<string> = new Set(
  [...READ].flatMap((syllable) => Array.from(syllable, (_, index) => syllable.slice(0, index + 1))),
);

const LONGEST = Math.max(...[...READ].map((syllable) => syllable.length));

/**
 * The most syllables of pinyin that a word can have, the last of which may be typed in part: 4 for xiangan, as xi an ga
 * n. 0 for a word that is no pinyin.
 */
export function mostSyllables(word: string): number {
  /** By length: the most whole syllables that so much of the word has; undefined where one is cut. */
  const whole: (number | undefined)[] = [0];
  let most = 0;
  for (let past = 1; past <= word.length; past += 1) {
    for (let first = Math.max(past - LONGEST, 0); first < past; first += 1) {
      const before = whole[first];
      if (before === undefined) continue;
      const part = word.slice(first, past);
      if (READ.has(part)) whole[past] = Math.max(whole[past] ?? 0, before + 1);
      if (past === word.length && BEGUN.has(part)) most = Math.max(most, before + 1);
    }
  }
  return most;
}
