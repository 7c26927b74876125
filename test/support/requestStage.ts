import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Ledger } from '../../src/domain/ledger';
import type { PullRequestReport, Report, ReportRequest } from '../../src/domain/report';
import { RepositoryReader } from '../../src/git/repositoryReader';
import { noStore } from '../../src/store/changeCache';
import { FolderLedger } from '../../src/store/ledger';
import { linesOf, plainRequest } from './reading';
import { TemporaryFolder } from './temporaryFolder';
import { FIRST_COMMIT_TIME, type RepositoryOptions, TemporaryRepository } from './temporaryRepository';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Nine in the morning, so many days after the first Monday. */
export const stageDay = (days: number): number => FIRST_COMMIT_TIME + days * dayMs;

/** A person's clone, a remote, and a forge that lands what was pushed there; with a clock that all three share. */
export class RequestStage {
  readonly #storage = new TemporaryFolder('storage');
  #now = stageDay(0);

  private constructor(
    readonly remote: TemporaryRepository,
    readonly clone: TemporaryRepository,
    readonly forge: TemporaryRepository,
  ) {}

  /** With a first commit on the default branch. */
  static async create({ refs = 'files' }: Pick<RepositoryOptions, 'refs'> = {}): Promise<RequestStage> {
    const remote = await TemporaryRepository.create({ bare: true, folderName: 'remote.git' });
    const clone = await TemporaryRepository.create({ refs });
    clone.write('base.ts', linesOf('base', 30));
    await clone.commit('begin');
    await clone.git('remote', 'add', 'origin', remote.path);
    await clone.git('push', '--quiet', '--set-upstream', 'origin', 'main');
    await clone.git('remote', 'set-head', 'origin', 'main');
    const identity = { name: 'Forge', email: 'noreply@github.com' };
    const forge = await TemporaryRepository.create({ cloneOf: remote.path, identity });
    return new RequestStage(remote, clone, forge);
  }

  /** Sets the clock. */
  at(days: number): this {
    this.#now = stageDay(days);
    return this;
  }

  get now(): number {
    return this.#now;
  }

  /** Git in the clone, or elsewhere, a minute later. */
  async git(...words: string[]): Promise<string> {
    return this.#git(this.clone, words);
  }

  async forgeGit(...words: string[]): Promise<string> {
    return this.#git(this.forge, words);
  }

  async #git(repository: TemporaryRepository, words: readonly string[]): Promise<string> {
    this.#now += minuteMs;
    const date = `@${this.#now / 1000} +0000`;
    Object.assign(repository.environment, { GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date });
    return (await repository.git(...words)).trim();
  }

  /** Commits a file of so many lines in the clone, or in one of its work trees. Gives the id. */
  async commit(file: string, lines: number, folder = ''): Promise<string> {
    this.clone.write(path.join(folder, file), linesOf(file, lines));
    const at = path.join(this.clone.path, folder);
    await this.git('-C', at, 'add', '--all');
    await this.git('-C', at, 'commit', '--quiet', '--message', `${file} ${lines}`);
    return this.git('-C', at, 'rev-parse', 'HEAD');
  }

  /** Somebody else's request that lands meanwhile. */
  async othersLand(number: number, file = `other${number}.ts`): Promise<void> {
    await this.forgeGit('fetch', '--quiet');
    await this.forgeGit('reset', '--quiet', '--hard', 'origin/main');
    this.forge.write(file, linesOf(file, 15));
    await this.forgeGit('add', '--all');
    await this.forgeGit('commit', '--quiet', '--author', 'Bo <bo@example.com>', '-m', `Other work (#${number})`);
    await this.forgeGit('push', '--quiet', 'origin', 'main');
  }

  /** As on the web: on top of what was pushed of a branch. */
  async forgeCommits(
    branch: string,
    file: string,
    text: string,
    author = 'Ada Example <ada@example.com>',
  ): Promise<void> {
    await this.forgeGit('fetch', '--quiet');
    await this.forgeGit('checkout', '--quiet', '--detach', `origin/${branch}`);
    this.forge.write(file, linesOf(text, 10));
    await this.forgeGit('add', '--all');
    await this.forgeGit('commit', '--quiet', '--author', author, '-m', `Change ${file}`);
    await this.forgeGit('push', '--quiet', 'origin', `HEAD:${branch}`);
  }

  async forgeMerges(number: number, branch = 'feature'): Promise<void> {
    await this.#atMain();
    await this.forgeGit('merge', '--quiet', '--no-ff', '-m', mergeMessage(number, branch), `origin/${branch}`);
    await this.forgeGit('push', '--quiet', 'origin', 'main');
  }

  async forgeSquashes(subject: string, branch = 'feature'): Promise<void> {
    await this.#atMain();
    await this.forgeGit('merge', '--quiet', '--squash', `origin/${branch}`);
    await this.forgeGit('commit', '--quiet', '--author', 'Ada Example <ada@example.com>', '-m', subject);
    await this.forgeGit('push', '--quiet', 'origin', 'main');
  }

  async forgeRebases(branch = 'feature'): Promise<void> {
    await this.#atMain();
    await this.forgeGit('checkout', '--quiet', '--detach', `origin/${branch}`);
    await this.forgeGit('rebase', '--quiet', '--force-rebase', 'origin/main');
    await this.forgeGit('push', '--quiet', 'origin', 'HEAD:main');
    await this.forgeGit('switch', '--quiet', 'main');
  }

  async #atMain(): Promise<void> {
    await this.forgeGit('fetch', '--quiet');
    await this.forgeGit('switch', '--quiet', 'main');
    await this.forgeGit('reset', '--quiet', '--hard', 'origin/main');
  }

  /** Commits of the person's of a line each, on the one before or from a commit. */
  async importMany(
    count: number,
    commitAt: (index: number) => { ref: string; at: number; from: string | null },
  ): Promise<void> {
    const commands = Array.from({ length: count }, (_, index) => {
      const { ref, at, from } = commitAt(index);
      const who = `Ada Example <ada@example.com> ${at / 1000} +0000`;
      const start = from === null ? (index === 0 ? `from ${ref}^0\n` : '') : `from ${from}\n`;
      const file = `M 100644 inline many${index}.ts\ndata 2\nm\n`;
      return `commit ${ref}\nauthor ${who}\ncommitter ${who}\ndata 2\nm\n${start}${file}`;
    });
    const place = path.join(this.#storage.path, 'import');
    writeFileSync(place, commands.join(''));
    await this.clone.git('-c', `alias.load=!git fast-import --quiet < '${place}'`, 'load');
  }

  /** Takes a branch away, and all that git keeps of it. */
  async forgetBranch(branch: string): Promise<void> {
    await this.git('switch', '--quiet', 'main');
    await this.git('branch', '--quiet', '-D', branch).catch(() => '');
    await this.git('push', '--quiet', 'origin', '--delete', branch).catch(() => '');
    await this.collectGarbage();
  }

  async collectGarbage(): Promise<void> {
    await this.git('fetch', '--quiet', '--prune');
    await this.git('reflog', 'expire', '--expire=now', '--expire-unreachable=now', '--all');
    await this.git('gc', '--quiet', '--prune=now');
  }

  ledger(): Ledger {
    return new FolderLedger(this.#storage.path);
  }

  /** As a program that starts anew reads it. */
  async report(
    ledger: Ledger | null = null,
    asked: Partial<ReportRequest> = {},
    folder = this.clone.path,
  ): Promise<Report> {
    return this.readWith(this.reader(ledger), asked, folder);
  }

  reader(ledger: Ledger | null = null): RepositoryReader {
    const { environment } = this.clone;
    const parts = { store: noStore, repositoryId: () => 'repository', git: { environment } };
    return new RepositoryReader(ledger ? { ...parts, ledger } : parts);
  }

  async readWith(
    reader: RepositoryReader,
    asked: Partial<ReportRequest> = {},
    folder = this.clone.path,
  ): Promise<Report> {
    const request = { ...plainRequest, ...asked };
    const { signal } = new AbortController();
    const report = await reader.read(folder, request, { signal });
    return reader.addRequests(folder, request, report, signal);
  }

  dispose(): void {
    for (const each of [this.remote, this.clone, this.forge]) each.dispose();
    this.#storage.dispose();
  }
}

const mergeMessage = (number: number, branch: string) =>
  `Merge pull request #${number} from ada/${branch}\n\nThe title of ${number}`;

/** What a test says of a request; dates in days. */
export function told({ pullRequests }: Report): Partial<PullRequestReport>[] {
  return (pullRequests ?? []).map(
    ({ number, landing, branch, commits, firstCommitAt, createdAt, createdBasis, size }) => ({
      number,
      landing,
      branch,
      commits,
      firstCommitAt,
      createdAt,
      createdBasis,
      size,
    }),
  );
}
