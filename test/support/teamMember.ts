// A member of a team in a process of its own, which does what its parent says. Its secrets lie in its folder.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SecretKeys, ShareFacts } from '../../src/domain/teamSharing';
import { shareFactsOf } from '../../src/git/shareFacts';
import { FolderShareRecords } from '../../src/store/shareRecords';
import { failureOf } from '../../src/team/boardFailure';
import { GitBoard } from '../../src/team/gitBoard';
import { TeamMember } from '../../src/team/member';

import { Fuse } from './fuse';
import { seededRandom } from './seededRandom';
import type { MemberAnswer, MemberOrder, MemberSettings } from './teamProcess';
import { consent } from './teamStage';

const { storage, clone, facts, seed, repositoryId }: MemberSettings = JSON.parse(process.argv[2] ?? '');
let now = 0;
let fuseAt: Extract<MemberOrder, { do: 'step' }>['kill'] | undefined;
const fuse = new Fuse(
  (name, isDone) => name === fuseAt?.name && isDone === fuseAt.isDone,
  () => process.kill(process.pid, 'SIGKILL'),
);

const secretsFile = path.join(storage, 'secrets.json');
const allSecrets = (): Record<string, string> =>
  existsSync(secretsFile) ? JSON.parse(readFileSync(secretsFile, 'utf8')) : {};
function keepSecrets(all: Record<string, string | undefined>): void {
  writeFileSync(`${secretsFile}.draft`, JSON.stringify(all));
  renameSync(`${secretsFile}.draft`, secretsFile);
}
const secrets: SecretKeys = {
  get: async name => allSecrets()[name],
  store: async (name, value) => keepSecrets({ ...allSecrets(), [name]: value }),
  delete: async name => keepSecrets({ ...allSecrets(), [name]: undefined }),
};

const place = { folder: clone ?? storage, repositoryId };
const cacheFolder = path.join(storage, 'team', repositoryId, 'board');
const member = new TeamMember({
  records: fuse.records(new FolderShareRecords(storage)),
  secrets: fuse.secrets(secrets),
  factsOf: async (folder, signal): Promise<ShareFacts> =>
    facts ?? shareFactsOf(folder, { now, environment: process.env }, signal),
  boardOf: (_, { remoteAddress, connection = [] }) =>
    fuse.board(new GitBoard({ cacheFolder, remoteAddress, connection })),
  now: () => now,
  random: seededRandom(seed),
});

async function answerTo(order: MemberOrder): Promise<MemberAnswer> {
  const signal = AbortSignal.timeout(120_000);
  if ('now' in order) now = order.now;
  if (order.do === 'agree') await member.agree(place, { ...consent, ...order.change });
  if (order.do === 'stop') await member.stop(place, signal);
  if (order.do === 'probe') await member.probe(place, signal);
  fuseAt = order.do === 'step' ? order.kill : undefined;
  if (order.do === 'step') await member.step(place, async () => order.answers, signal);
  return { status: await member.status(repositoryId), log: await member.log(repositoryId), failure: null };
}

process.on('message', (order: MemberOrder) => {
  answerTo(order)
    .catch((error: unknown): MemberAnswer => ({ status: null, log: [], failure: failureOf(error).kind }))
    .then(answer => process.send?.(answer));
});
process.on('disconnect', () => process.exit());
