import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Report } from '../../../src/domain/report';
import { repositoryRoot } from '../../support/repositoryRoot';
import type { TemporaryRepository } from '../../support/temporaryRepository';

/** What a person reads in the terminal of a repository, or of a folder that belongs to it: nothing kept, in UTC. */
export async function terminalReport(repository: TemporaryRepository, folder = repository.path): Promise<Report> {
  const cli = path.join(repositoryRoot, 'dist', 'cli.js');
  const args = [cli, 'report', '--repo', folder, '--json', '--no-cache'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: repository.environment });
  return JSON.parse(stdout) as Report;
}
