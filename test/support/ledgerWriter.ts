// A window of its own, for tests that end it at any time: `ledgerWriter.cjs <storage folder> <first> <count>`. It stores
// events one after another, now and then many at once, and prints the number of each that is stored.
import { FolderLedger } from '../../src/store/ledger';
import { numberedEvent, sampleRepositoryId } from './sampleEvent';

async function write(storage: string, first: number, count: number): Promise<void> {
  const ledger = new FolderLedger(storage);
  for (let number = first; number < first + count; ) {
    const size = number % 10 === 0 ? Math.min(7, first + count - number) : 1;
    const events = Array.from({ length: size }, (_, index) => numberedEvent(number + index));
    await ledger.append(sampleRepositoryId, events);
    for (let index = 0; index < size; index++) process.stdout.write(`${number + index}\n`);
    number += size;
  }
}

const [storage = '', first = '', count = ''] = process.argv.slice(2);
void write(storage, Number(first), Number(count));
