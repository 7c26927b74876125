// A window of its own, for tests that end it at any time: `journalWriter.cjs <storage folder> <writer> <first> <count>
// [append|roll]`. It stores spans one after another and prints the number of each when that is done. With `roll`, each
// comes from another window, and the journal is rolled in between.
import { JournalFailure } from '../../src/domain/journal';
import { FolderJournal } from '../../src/store/journal';
import { numberedSpan } from './sampleSpan';

const threeDaysMs = 3 * 86_400_000;

async function write(storage: string, writer: string, first: number, count: number, isRolling: boolean): Promise<void> {
  const journal = new FolderJournal(storage, Date.now, writer);
  for (let number = first; number < first + count; number++) {
    const span = numberedSpan(number);
    const window = isRolling ? new FolderJournal(storage) : journal;
    // As it grows.
    await window.append([{ ...span, last: span.start, end: span.start, ended: 'open' }]);
    await window.append([span]);
    if (isRolling) await journal.roll(Date.now() + threeDaysMs, null);
    process.stdout.write(`${number}\n`);
  }
}

const [storage = '', writer = '', first = '', count = '', mode] = process.argv.slice(2);
write(storage, writer, Number(first), Number(count), mode === 'roll').catch((error: unknown) => {
  process.stdout.write(`${error instanceof JournalFailure ? error.kind : error}\n`);
});
