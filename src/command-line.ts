import { parseArgs, type ParseArgsConfig } from 'node:util';

/** What a command takes on its line. */
export interface Synopsis {
  /** What it does, for the usage. */
  readonly does: string;
  /** Names of the words that it takes, all of them and in this order. */
  readonly words?: readonly string[];
  /** Names of its flags, each of which can be left out; `repair` is given as `--repair`. */
  readonly flags?: readonly string[];
  /** Its options, each of which can be left out, with what stands for their value in the usage; `--days DAYS`. */
  readonly options?: Readonly<Record<string, string>>;
}

/** What was given to a command. */
export interface CommandArguments {
  /** As many as the command takes. */
  readonly words: readonly string[];
  /** The flags that were given. */
  readonly flags: ReadonlySet<string>;
  /** The values of the options that were given. */
  readonly options: ReadonlyMap<string, string>;
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

function parseArguments(
  line: string[],
  { words = [], flags = [], options = {} }: Synopsis,
): CommandArguments | null {
  try {
    const known: NonNullable<ParseArgsConfig['options']> = {};
    for (const name of flags) known[name] = { type: 'boolean' };
    for (const name of Object.keys(options)) known[name] = { type: 'string' };
    const { positionals, values } = parseArgs({ args: line, options: known, allowPositionals: true });
    if (positionals.length !== words.length) return null;
    const given = Object.entries(values);
    return {
      words: positionals,
      flags: new Set(given.flatMap(([name, value]) => (value === true ? [name] : []))),
      options: new Map(given.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))),
    };
  } catch {
    return null;
  }
}

/** Tells every command with what it takes and does. */
export function usageOf(commands: Readonly<Record<string, Synopsis>>): string {
  const lines = Object.entries(commands).map(([name, { does, words = [], flags = [], options = {} }]) => ({
    call: [
      name,
      ...words,
      ...flags.map((flag) => `[--${flag}]`),
      ...Object.entries(options).map(([option, value]) => `[--${option} ${value}]`),
    ].join(' '),
    does,
  }));
  const width = Math.max(...lines.map(({ call }) => call.length));
  return [
    'Usage: npm run cli -- COMMAND',
    '',
    ...lines.map(({ call, does }) => `  ${call.padEnd(width)}  ${does}`),
  ].join('\n');
}
