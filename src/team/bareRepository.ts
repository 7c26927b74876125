import { ShareFailure } from '../domain/teamSharing';
import { BoardGit } from './boardGit';

/** Whether a folder is a bare repository. @throws {ShareFailure} where there is no git. */
export async function isBareRepository(folder: string, signal: AbortSignal): Promise<boolean> {
  const { good, output } = await new BoardGit(folder, {}).run(['rev-parse', '--is-bare-repository'], signal);
  return good && output.toString().trim() === 'true';
}

/** Makes a bare repository of a folder that is there and empty. @throws {ShareFailure} where git can't. */
export async function makeBareRepository(folder: string, signal: AbortSignal): Promise<void> {
  const { good, complaint } = await new BoardGit(folder, {}).run(['init', '--quiet', '--bare', '--template='], signal);
  if (!good) throw new ShareFailure('failed', complaint);
}
