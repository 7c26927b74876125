import { open, rm } from 'node:fs/promises';
import { eventKey, type Ledger, type LedgerEvent, type LedgerReading } from '../domain/ledger';
import { failureOf } from './journal';
import { JournalFolder, unlessMissing } from './journalFolder';
import { isLedgerHeader, ledgerEventOf, ledgerHeader, ledgerLine } from './ledgerLine';

/** What is written at once, at most: the system writes that much in one go, so that no other window's lines come between. */
const mostCharacters = 256 * 1024;
const newLine = 10;
const ending = '.jsonl';

/**
 * The ledgers as text, a file a repository, in the folder `ledger` of the storage folder, for the person alone. All
 * windows append to the same file; what two of them tell is read once. It names branches, and is never exported.
 */
export class FolderLedger implements Ledger {
  readonly #folder: JournalFolder;
  readonly #files = new Map<string, LedgerFile>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(storageFolder: string) {
    this.#folder = new JournalFolder(storageFolder, ledgerFolderName);
  }

  read(repositoryId: string): Promise<LedgerReading> {
    return this.#inTurn(async () => (await this.#file(repositoryId)).reading);
  }

  append(repositoryId: string, events: readonly LedgerEvent[]): Promise<void> {
    return this.#inTurn(async () => {
      if (events.length === 0 || (await this.#file(repositoryId)).reading.foreign) return;
      for (const lines of batchesOf(events)) {
        const compose = ({ size }: { size: number }) => (size === 0 ? ledgerHeader + lines : lines);
        await this.#folder.append(repositoryId + ending, compose, true);
      }
    });
  }

  forget(repositoryId: string): Promise<void> {
    return this.#inTurn(() => rm(this.#folder.file(repositoryId + ending), { force: true }));
  }

  /** As it stands now: of one that was read before, only what was appended is read. */
  async #file(repositoryId: string): Promise<LedgerFile> {
    const handle = await unlessMissing(open(this.#folder.file(repositoryId + ending), 'r'));
    if (!handle) return new LedgerFile('');
    try {
      const { ino, birthtimeMs, size } = await handle.stat();
      const identity = `${ino} ${birthtimeMs}`;
      const known = this.#files.get(repositoryId);
      const file = known?.identity === identity && known.length <= size ? known : new LedgerFile(identity);
      const bytes = Buffer.alloc(size - file.length);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, file.length);
      file.add(bytes.subarray(0, bytesRead));
      this.#files.set(repositoryId, file);
      return file;
    } finally {
      await handle.close();
    }
  }

  /** One after another, for each leaves what the next one goes on with. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work).catch(error => {
      throw failureOf(error);
    });
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

export const ledgerFolderName = 'ledger';

/** What stands in one file, which is read from its beginning in pieces. */
class LedgerFile {
  /** Bytes that need not be read again. */
  length = 0;
  readonly #events: LedgerEvent[] = [];
  readonly #keys = new Set<string>();
  #damagedLines = 0;
  #foreign = false;
  /** What follows the last end of a line may still be being written: it counts if it is whole, and is no damage if not. */
  #unended: LedgerEvent | null = null;

  /** @param identity of the file, to tell another of its name. */
  constructor(readonly identity: string) {}

  get reading(): LedgerReading {
    if (this.#foreign) return { events: [], damagedLines: 0, foreign: true };
    const unended = this.#unended && !this.#keys.has(eventKey(this.#unended)) ? [this.#unended] : [];
    return { events: [...this.#events, ...unended], damagedLines: this.#damagedLines, foreign: false };
  }

  /** @param bytes those that follow {@link length}, to the end of the file. */
  add(bytes: Buffer): void {
    const whole = bytes.lastIndexOf(newLine) + 1;
    for (const line of bytes.toString('latin1', 0, whole).split('\n')) this.#addLine(line);
    this.#unended = ledgerEventOf(bytes.toString('latin1', whole));
    this.length += whole;
  }

  #addLine(line: string): void {
    if (line === '') return;
    const event = ledgerEventOf(line);
    const isOwn = event ? null : isLedgerHeader(line);
    if (event) this.#addEvent(event);
    else if (isOwn === false && this.#events.length === 0) this.#foreign = true;
    else if (!isOwn) this.#damagedLines += 1;
  }

  #addEvent(event: LedgerEvent): void {
    const key = eventKey(event);
    if (this.#keys.has(key)) return;
    this.#keys.add(key);
    this.#events.push(event);
  }
}

/** Lines of events, in texts of whole lines. */
function batchesOf(events: readonly LedgerEvent[]): string[] {
  const batches: string[] = [];
  let batch = '';
  for (const event of events) {
    const line = ledgerLine(event);
    if (batch.length + line.length > mostCharacters) {
      batches.push(batch);
      batch = '';
    }
    batch += line;
  }
  return [...batches, batch];
}
