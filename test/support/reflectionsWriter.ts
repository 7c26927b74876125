// A window of its own, for tests that end it at any time: `reflectionsWriter.cjs <storage folder> <answer|claim> <first>
// <count>`. It answers so many weeks one after another, or asks about them, and prints the number of each that it
// stored, or was given the word for.
import { JournalFailure } from '../../src/domain/journal';
import { FolderReflections } from '../../src/store/reflections';
import { numberedWeek, sampleReflection } from './sampleReflection';

async function write(storage: string, mode: string, first: number, count: number): Promise<void> {
  const reflections = new FolderReflections(storage);
  for (let number = first; number < first + count; number++) {
    const week = numberedWeek(number);
    const isDone =
      mode === 'claim'
        ? await reflections.claim(week, 1)
        : await reflections.answer(sampleReflection(week)).then(() => true);
    if (isDone) process.stdout.write(`${number}\n`);
  }
}

const [storage = '', mode = '', first = '', count = ''] = process.argv.slice(2);
write(storage, mode, Number(first), Number(count)).catch((error: unknown) => {
  process.stdout.write(`${error instanceof JournalFailure ? error.kind : error}\n`);
});
