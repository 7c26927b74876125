import { symlinkSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { linesOf } from './reading';
import { FIRST_COMMIT_TIME, type TemporaryRepository } from './temporaryRepository';

const dayMs = 86_400_000;
const bo = { name: 'Bö Example', email: 'bo@example.com' };

/**
 * Fills a repository with the kinds of change whose reading depends on git's options: hunks close to each other, lines
 * that can be matched in more than one way, renames beyond a small limit, copies, moved and blank lines, white space,
 * names that are quoted, a file that becomes a link, binary files, a root commit, merges with and without conflict.
 */
export async function fillVaried(repository: TemporaryRepository): Promise<void> {
  let days = 0;
  const commit = (message: string) => {
    days += 1.5;
    const date = FIRST_COMMIT_TIME + days * dayMs;
    return repository.commit(message, { date, ...(days % 4 === 3 && { author: bo }) });
  };
  const changed = (name: string, count: number, every: number) =>
    linesOf(name, count).replace(/^.* line (\d+)$/gm, (line, at) => (Number(at) % every === 0 ? `${line} anew` : line));
  const block = (name: string) => `function ${name}() {\n  return;\n}\n\n`;

  for (let file = 0; file < 8; file++) repository.write(`src/old/${file}.ts`, linesOf(`file ${file}`, 20));
  repository.write('src/a.ts', linesOf('a', 80));
  repository.write('src/blocks.ts', ['one', 'two', 'three'].map(block).join(''));
  repository.write('src/ü "quoted".ts', linesOf('quoted', 12));
  repository.write('docs/b.md', linesOf('b', 30));
  repository.write('link', linesOf('link', 6));
  repository.write('image.bin', Buffer.from([0, 1, 2, 3]));
  await commit('root');
  repository.write('src/a.ts', changed('a', 80, 3));
  repository.write('src/blocks.ts', ['zero', 'one', 'one', 'two', 'three', 'four'].map(block).join(''));
  await commit('hunks two lines from each other');
  await repository.git('mv', 'src/old', 'src/new');
  for (let file = 0; file < 8; file++) repository.write(`src/new/${file}.ts`, changed(`file ${file}`, 20, 7));
  repository.write('src/copy.ts', `${changed('a', 80, 3)}and one\n`);
  await commit('renames and a copy');
  await repository.branch('topic');
  repository.write('src/a.ts', changed('a', 80, 4));
  repository.write('src/topic.ts', linesOf('topic', 40));
  await commit('on the topic');
  await repository.switchTo('main');
  repository.write('src/a.ts', changed('a', 80, 5).replaceAll('says', '  says'));
  repository.write('docs/b.md', linesOf('b', 30).split('\n').reverse().join('\n\n'));
  await commit('white space and another order');
  days += 1;
  await repository.git('merge', '--quiet', '--no-commit', '--no-ff', 'topic').catch(() => null);
  repository.write('src/a.ts', `${changed('a', 80, 6)}\n\nresolved\n`);
  await commit('merged with a conflict');
  unlinkSync(path.join(repository.path, 'link'));
  symlinkSync('src/a.ts', path.join(repository.path, 'link'));
  repository.write('src/ü "quoted".ts', changed('quoted', 12, 2));
  repository.write('image.bin', Buffer.from([0, 1, 2, 4]));
  await commit('a link, an odd name, a binary file');
  repository.write('src/new/0.ts', linesOf('file 1', 20));
  repository.write('src/new/1.ts', linesOf('file 0', 20));
  repository.remove('src/copy.ts');
  await commit('two files swapped, one gone');
}
