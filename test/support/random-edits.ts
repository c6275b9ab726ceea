import { type DataSource } from 'typeorm';
import { type EditedType } from '../../src/catalog/editing/edits.js';
import { STATE_TABLES } from '../../src/catalog/editing/state-tables.js';
import { anAchievement, done, type Desk } from './desk.js';
import { seeded } from './seeded.js';

/** How a writer at random works. */
interface RandomEdits {
  readonly dataSource: DataSource;
  readonly desk: Desk;
  readonly seed: number;
  readonly edits: number;
}

/** Makes edits of all kinds, which change values and links; some are refused. Gives how many were done. */
export async function editAtRandom({ dataSource, desk, seed, edits }: RandomEdits): Promise<number> {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const some = async (type: EditedType): Promise<{ code: string; ifVersion: number }> =>
    pick(
      await dataSource.query<{ code: string; ifVersion: number }[]>(
        `SELECT code, version AS "ifVersion" FROM ${STATE_TABLES[type].table} ORDER BY code`,
      ),
    );
  const codeOf = async (type: EditedType): Promise<string> => (await some(type)).code;
  const merges: string[] = [];
  const withdrawn: [EditedType, string][] = [];

  const name = (type: EditedType) => async (count: number) => {
    const renamed = `随机${seed}-${count}`;
    await done(
      desk.update(type, type === 'Achievement' ? { title: renamed } : { name: renamed }, await some(type)),
    );
  };
  const link = (type: EditedType, links: () => Promise<object>) => async () =>
    done(desk.update(type, await links(), await some(type)));
  const merge = (type: EditedType) => async () => {
    const pair = { survivor: await some(type), duplicate: await some(type) };
    merges.push((await done(desk.merge(type, pair))).changeSet);
  };
  const withdraw = (type: EditedType) => async () => {
    const record = await some(type);
    await done(desk.withdraw(type, record));
    withdrawn.push([type, record.code]);
  };
  const ofAchievement = async (): Promise<object> => ({
    organisation: await codeOf('Organisation'),
    partnerOrganisations: [await codeOf('Organisation')],
    studio: await codeOf('Studio'),
    craftsmen: [{ craftsman: await codeOf('Craftsman') }, { craftsman: await codeOf('Craftsman') }],
  });
  const kinds: ((count: number) => Promise<unknown>)[] = [
    async (count) =>
      done(
        desk.create(
          'Achievement',
          anAchievement({ title: `新${seed}-${count}`, ...(await ofAchievement()) }),
        ),
      ),
    async (count) => done(desk.create('Award', { name: `随机${seed}-${count}` })),
    name('Organisation'),
    name('Craftsman'),
    name('Studio'),
    name('Achievement'),
    link('Achievement', ofAchievement),
    link('Achievement', () => Promise.resolve({ studio: null, craftsmen: [], partnerOrganisations: [] })),
    link('Studio', async () => ({
      organisation: await codeOf('Organisation'),
      leaders: [await codeOf('Craftsman'), await codeOf('Craftsman')],
    })),
    link('Studio', () => Promise.resolve({ organisation: null, leaders: [] })),
    link('Craftsman', async () => ({
      organisation: await codeOf('Organisation'),
      organisationBasis: 'STATED',
      studio: await codeOf('Studio'),
    })),
    merge('Organisation'),
    merge('Craftsman'),
    merge('Studio'),
    merge('Achievement'),
    async () => done(desk.undoMerge(merges.pop() ?? '1')),
    withdraw('Achievement'),
    withdraw('Craftsman'),
    async () => {
      const [type, code] = withdrawn.pop() ?? ['Achievement', 'WIA-0001'];
      return done(desk.restore(type, { code }));
    },
  ];
  let made = 0;
  for (let count = 0; count < edits; count += 1) {
    // A refusal, such as of a record that another writer has just changed, is no failure here.
    made += await pick(kinds)(count).then(
      () => 1,
      () => 0,
    );
  }
  return made;
}
