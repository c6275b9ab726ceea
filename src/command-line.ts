import { parseArgs } from 'node:util';

/** What a command takes on its line. */
export interface Synopsis {
  /** What it does, for the usage. */
  readonly does: string;
  /** Names of the words that it takes, all of them and in this order. */
  readonly words?: readonly string[];
  /** Names of its flags, each of which can be left out; `repair` is given as `--repair`. */
  readonly flags?: readonly string[];
}

/** What was given to a command. */
export interface CommandArguments {
  /** As many as the command takes. */
  readonly words: readonly string[];
  /** The flags that were given. */
  readonly flags: ReadonlySet<string>;
}

/** A command chosen, with what was given to it. */
export interface Call<C> {
  readonly command: C;
  readonly given: CommandArguments;
}

/** The most words in the name of a command: `synonyms add`. */
const NAME_WORDS = 2;

/**
 * Finds the command that a line asks for, and what the line gives to it. Whatever follows `--` is a word.
 *
 * @param commands by name, which has one word or two
 * @returns null when there is no such command, or it does not take what was given
 */
export function parseCommandLine<C extends Synopsis>(
  line: readonly string[],
  commands: Readonly<Record<string, C>>,
): Call<C> | null {
  for (let count = NAME_WORDS; count > 0; count -= 1) {
    const name = line.slice(0, count).join(' ');
    if (!Object.hasOwn(commands, name)) continue;
    const command = commands[name] as C;
    const given = parseArguments(line.slice(count), command);
    return given && { command, given };
  }
  return null;
}

function parseArguments(line: string[], { words = [], flags = [] }: Synopsis): CommandArguments | null {
  try {
    const options = Object.fromEntries(flags.map((name) => [name, { type: 'boolean' as const }]));
    const { positionals, values } = parseArgs({ args: line, options, allowPositionals: true });
    return positionals.length === words.length
      ? { words: positionals, flags: new Set(Object.keys(values)) }
      : null;
  } catch {
    return null;
  }
}

/** Tells every command with what it takes and does. */
export function usageOf(commands: Readonly<Record<string, Synopsis>>): string {
  const lines = Object.entries(commands).map(([name, { does, words = [], flags = [] }]) => ({
    call: [name, ...words, ...flags.map((flag) => `[--${flag}]`)].join(' '),
    does,
  }));
  const width = Math.max(...lines.map(({ call }) => call.length));
  return [
    'Usage: npm run cli -- COMMAND',
    '',
    ...lines.map(({ call, does }) => `  ${call.padEnd(width)}  ${does}`),
  ].join('\n');
}
