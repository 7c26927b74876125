import { open, rm } from 'node:fs/promises';
import { JournalErased } from '../domain/journal';
import type { Reflection } from '../domain/reflection';
import { type Asking, type Reflections, ReflectionsForeign, type ReflectionsReading } from '../domain/reflections';
import { FolderLock } from './folderLock';
import { failureOf } from './journal';
import { JournalFolder } from './journalFolder';
import { type ReflectionRecord, recordLine, reflectionsHeader } from './reflectionLine';
import {
  askedIn,
  askedName,
  parseReflections,
  type ReflectionsFile,
  readingOf,
  reflectionsText,
} from './reflectionsFile';

/** A change takes a moment: so often to look whether that of another window is done, for five seconds. */
const patience = 100;
const fileName = 'reflections.jsonl';

/**
 * What the person said of their weeks as text, in the folder `reflections` of the storage folder, for the person alone;
 * the only place where their own words are stored.
 * - `reflections.jsonl`: a record a line. One is added at the end; what it takes the place of goes at once after that.
 * - `asked-<week>-<asking>`: an empty file that only one window could make, which asked then.
 * - Whoever changes the first holds `lock`.
 */
export class FolderReflections implements Reflections {
  readonly #folder: JournalFolder;
  readonly #lock: FolderLock;
  readonly #now: () => number;
  #turn: Promise<unknown> = Promise.resolve();

  /** @param now epoch milliseconds, of the clock that files are dated by. */
  constructor(storageFolder: string, now = Date.now) {
    this.#folder = new JournalFolder(storageFolder, reflectionsFolderName);
    this.#lock = new FolderLock(this.#folder.file('lock'), now);
    this.#now = now;
  }

  read(): Promise<ReflectionsReading> {
    return this.#inTurn(async () => readingOf(await this.#file(), askedIn(await this.#folder.names())));
  }

  answer(reflection: Reflection): Promise<void> {
    return this.add([{ ...reflection, slogs: [...reflection.slogs], kind: 'answer' }]);
  }

  skip(week: string, at: number): Promise<void> {
    return this.add([{ kind: 'skip', week, at }]);
  }

  later(week: string, at: number): Promise<void> {
    return this.add([{ kind: 'later', week, at }]);
  }

  never(at: number): Promise<void> {
    return this.add([{ kind: 'never', at }]);
  }

  askAgain(at: number): Promise<void> {
    return this.add([{ kind: 'askAgain', at }]);
  }

  pickExperiment(week: string, id: string | null, at: number): Promise<void> {
    return this.add([{ kind: 'pick', week, id, at }]);
  }

  claim(week: string, asking: Asking): Promise<boolean> {
    return this.#inTurn(async () => {
      await this.#enter();
      const { foreign, neverSince, answers, skips } = readingOf(await this.#file(), []);
      if (foreign || neverSince !== null || [...answers, ...skips].some(record => record.week === week)) return false;
      try {
        await (await open(this.#folder.file(askedName(week, asking)), 'wx', 0o600)).close();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
        throw error;
      }
      // Also if the machine goes down now.
      await this.#folder.sync();
      return true;
    });
  }

  remove(week: string): Promise<void> {
    const skip: ReflectionRecord = { kind: 'skip', week, at: this.#now() };
    return this.#change(async ({ records, damaged, torn }) => {
      const isLeft = (record: ReflectionRecord) => record.kind !== 'answer' || record.week !== week;
      await this.#replace([...records.filter(isLeft), skip], withoutWeeks([...damaged, torn], [week]));
    });
  }

  /** Adds records, the later of a week last. */
  async add(records: readonly ReflectionRecord[]): Promise<void> {
    const lines = records.map(recordLine).join('');
    const answered = records.flatMap(record => (record.kind === 'answer' ? [record.week] : []));
    await this.#change(async () => {
      await this.#folder.append(fileName, ({ size }) => (size === 0 ? reflectionsHeader + lines : lines));
      const { records: all, damaged, hasSuperseded } = await this.#file();
      const left = withoutWeeks(damaged, answered);
      if (hasSuperseded || left.length < damaged.length) await this.#replace(all, left);
    });
  }

  /** Those that count. */
  records(): Promise<readonly ReflectionRecord[]> {
    return this.#inTurn(async () => (await this.#file()).records);
  }

  async #file(): Promise<ReflectionsFile> {
    return parseReflections(await this.#folder.text(fileName));
  }

  #replace(records: readonly ReflectionRecord[], damaged: readonly string[]): Promise<void> {
    return this.#folder.replace(fileName, Buffer.from(reflectionsText(records, damaged), 'latin1'));
  }

  #change(work: (file: ReflectionsFile) => Promise<void>): Promise<void> {
    return this.#inTurn(async () => {
      await this.#enter();
      const done = await this.#lock.hold(patience, async () => {
        const file = await this.#file();
        if (file.foreign) throw new ReflectionsForeign();
        await this.#deleteDrafts();
        await work(file);
      });
      if (!done) throw new Error('Another window has been changing the reflections for too long.');
    });
  }

  /** Of a window that was killed while it wrote: what was removed since must not stand there. It needs the lock. */
  async #deleteDrafts(): Promise<void> {
    const isDraft = (name: string) => name.startsWith(`${fileName}.`);
    const drafts = (await this.#folder.names()).filter(isDraft);
    for (const name of drafts) await rm(this.#folder.file(name), { force: true });
  }

  /** What the person says after everything was erased, in whatever window, is stored anew. */
  async #enter(): Promise<void> {
    try {
      await this.#folder.enter();
    } catch (error) {
      if (!(error instanceof JournalErased)) throw error;
      await this.#folder.enter();
    }
  }

  /** One after another, for each leaves what the next one goes on with. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work).catch(error => {
      throw error instanceof ReflectionsForeign ? error : failureOf(error);
    });
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

export const reflectionsFolderName = 'reflections';

/** Damaged lines that name none of these weeks: for what was said of a week is to go from the disk, whole or not. */
function withoutWeeks(damaged: readonly string[], weeks: readonly string[]): string[] {
  return damaged.filter(line => line !== '' && !weeks.some(week => line.includes(week)));
}
