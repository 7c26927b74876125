import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { HeldShareRecord, ShareRecord, ShareRecords } from '../domain/shareRecord';
import { buckets, cellCount, shareQuestions, shareSchema } from '../domain/teamAnswers';
import { leastPeople, noNumberReasons, ShareFailure, shareFailureKinds } from '../domain/teamSharing';
import { FolderLock } from './folderLock';
import { JournalFolder, unlessMissing } from './journalFolder';

const version = 1;
const recordName = 'share.json';
const lockName = 'share.lock';
const stoppedName = 'stopped';
const retryMs = 50;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const instant = v.pipe(v.number(), v.finite());
const week = v.pipe(v.string(), v.regex(/^\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])$/));
const publicKey = v.pipe(v.string(), v.regex(/^[\w-]{43}$/));
const posting = v.picklist(['none', 'sent', 'posted']);
const question = v.picklist(shareQuestions);
const bucket = v.picklist(buckets);
const answers = v.strictObject({
  focusHours: bucket,
  longestBlockMin: bucket,
  interruptionsPerFocusHour: bucket,
  churnPct: bucket,
  timeToPrHours: bucket,
  prMaturity: bucket,
  flow: bucket,
  blocker: bucket,
});
const k = v.pipe(v.number(), v.integer(), v.minValue(leastPeople));

const memberWeek = v.strictObject({
  week,
  k,
  publicKey,
  sharedId: v.pipe(v.string(), v.regex(/^[\da-f]{64}$/)),
  joinAt: instant,
  sumAt: instant,
  join: posting,
  sum: posting,
  freeze: posting,
  answers: v.nullable(answers),
  seen: v.array(v.strictObject({ id: v.string(), k: count, publicKey })),
  lookedAt: v.nullable(instant),
  cohort: v.nullable(v.array(publicKey)),
  joined: v.nullable(count),
  share: v.nullable(v.strictObject({ schema: v.literal(shareSchema), week, answers, flipped: v.array(question) })),
  masked: v.nullable(v.string()),
  opened: v.nullable(v.strictObject({ n: count, cells: v.pipe(v.array(count), v.length(cellCount)) })),
  reason: v.nullable(v.picklist(noNumberReasons)),
  isOver: v.boolean(),
  hasKey: v.boolean(),
  isRemoved: v.boolean(),
});

const recordSchema = v.strictObject({
  version: v.literal(version),
  consent: v.nullable(v.strictObject({ schema: v.string(), k: count, questions: v.array(question), at: instant })),
  notBefore: v.nullable(instant),
  weeks: v.array(memberWeek),
  log: v.array(
    v.strictObject({
      at: instant,
      action: v.picklist(['probe', 'join', 'freeze', 'sum', 'remove']),
      week: v.nullable(week),
      ref: v.string(),
      content: v.string(),
    }),
  ),
  trouble: v.nullable(v.picklist(shareFailureKinds)),
});

/**
 * The records as text, in a folder of each repository's own below `team` of the storage folder, for the person alone:
 * - `share.json` is written whole or not at all, by who holds `share.lock`.
 * - `stopped` is an empty file that says that the person stopped, for a window that works meanwhile.
 *
 * A damaged record says that the person agreed to nothing.
 */
export class FolderShareRecords implements ShareRecords {
  readonly #folder: string;

  constructor(storageFolder: string) {
    this.#folder = path.join(storageFolder, teamFolderName);
  }

  async read(repositoryId: string): Promise<ShareRecord | null> {
    const text = await unlessMissing(readFile(this.#folderOf(repositoryId).file(recordName), 'utf8'));
    return text === null ? null : recordOf(text);
  }

  async alone<T>(
    repositoryId: string,
    patienceMs: number,
    work: (held: HeldShareRecord) => Promise<T>,
  ): Promise<{ readonly result: T } | null> {
    const folder = this.#folderOf(repositoryId);
    await mkdir(folder.path, { recursive: true, mode: 0o700 });
    await chmod(this.#folder, 0o700);
    let done: { readonly result: T } | null = null;
    const lock = new FolderLock(folder.file(lockName), Date.now);
    await lock.hold(1 + Math.floor(patienceMs / retryMs), async isHeld => {
      await removeDrafts(folder);
      const text = await unlessMissing(readFile(folder.file(recordName), 'utf8'));
      let record = text === null ? null : recordOf(text);
      const keep = async (next: ShareRecord) => {
        if (!(await isHeld())) throw new ShareFailure('busy');
        await folder.replace(recordName, Buffer.from(`${JSON.stringify({ version, ...next })}\n`));
        record = next;
      };
      const held = {
        get record() {
          return record;
        },
        isDamaged: text !== null && record === null,
        keep,
      };
      done = { result: await work(held) };
    });
    return done;
  }

  async markStopped(repositoryId: string): Promise<void> {
    const folder = this.#folderOf(repositoryId);
    await unlessMissing(writeFile(folder.file(stoppedName), '', { mode: 0o600 }));
    await folder.sync();
  }

  async isStopped(repositoryId: string): Promise<boolean> {
    return (await this.#folderOf(repositoryId).names()).includes(stoppedName);
  }

  async unmarkStopped(repositoryId: string): Promise<void> {
    await rm(this.#folderOf(repositoryId).file(stoppedName), { force: true });
  }

  async forget(repositoryId: string): Promise<void> {
    await rm(this.#folderOf(repositoryId).path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  async repositoryIds(): Promise<readonly string[]> {
    const names = (await unlessMissing(readdir(this.#folder))) ?? [];
    return names.filter(name => idForm.test(name));
  }

  #folderOf(repositoryId: string): JournalFolder {
    if (!idForm.test(repositoryId)) throw new RangeError('no id of a repository');
    return new JournalFolder(this.#folder, repositoryId);
  }
}

export const teamFolderName = 'team';
const idForm = /^[\da-f]{32}$/;

function recordOf(text: string): ShareRecord | null {
  const result = v.safeParse(recordSchema, parsed(text));
  if (!result.success) return null;
  const { version: _, ...record } = result.output;
  return record;
}

/** Of a window that was killed while it wrote. It needs the lock. */
async function removeDrafts(folder: JournalFolder): Promise<void> {
  const drafts = (await folder.names()).filter(name => name.startsWith(`${recordName}.`));
  for (const name of drafts) await rm(folder.file(name), { force: true });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
