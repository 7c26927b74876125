import { createHmac, randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { remotePlaceOf } from '../domain/remoteAddress';

const keyFile = 'installation-key';
const keyBytes = 32;

/** What makes this installation's identifiers its own: the same repository has another one elsewhere. */
export class Installation {
  readonly #key: Buffer;
  /** Whether the key lies in a folder. */
  readonly isKept: boolean;

  private constructor(key: Buffer, isKept: boolean) {
    this.#key = key;
    this.isKept = isKept;
  }

  /**
   * The installation whose key lies in a folder; folder (0700) and key (0600) are made where they are not there.
   * A damaged key is replaced; one that can't be kept is used for this run only.
   */
  static async open(folder: string): Promise<Installation> {
    const file = path.join(folder, keyFile);
    const kept = await readKey(file);
    if (kept) return new Installation(kept, true);
    const made = randomBytes(keyBytes);
    const draft = `${file}.${randomBytes(6).toString('hex')}`;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await chmod(folder, 0o700);
      await writeFile(draft, `${made.toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
      // The key appears whole or not at all, so one that is no key is damaged. A link fails if another run was quicker.
      await link(draft, file).catch(async () => {
        if ((await readKey(file)) === null) await rename(draft, file);
      });
      const found = await readKey(file);
      return new Installation(found ?? made, found !== null);
    } catch {
      return new Installation(made, false);
    } finally {
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }

  /** The installation whose key lies in a folder, or `null`; nothing is made or replaced. */
  static async find(folder: string): Promise<Installation | null> {
    const kept = await readKey(path.join(folder, keyFile));
    return kept && new Installation(kept, true);
  }

  /** An installation that is forgotten when the program ends. */
  static passing(): Installation {
    return new Installation(randomBytes(keyBytes), false);
  }

  isSame(other: Installation): boolean {
    return this.#key.equals(other.#key);
  }

  /** A whole number of 0 to 2³² − 1 for a branch of a repository, by its short name. */
  branchNumber(repositoryId: string, branch: string): number {
    return createHmac('sha256', this.#key).update(`${repositoryId}\n${branch}`).digest().readUInt32BE();
  }

  /**
   * 32 hex digits for a repository: of where its remote is, by whatever protocol, or of its common git folder where it has
   * no remote.
   */
  repositoryId(remoteAddress: string | null, commonFolder: string): string {
    const address = remoteAddress === null ? commonFolder : placeOf(remoteAddress);
    return createHmac('sha256', this.#key).update(address).digest('hex').slice(0, 32);
  }
}

/**
 * The installation of a folder, opened once and again after its key was erased. While its key can't be kept, for the disk
 * is full or away, each opening tries again.
 */
export class CurrentInstallation {
  readonly #folder: string;
  #opened: Promise<Installation> | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  open(): Promise<Installation> {
    this.#opened = this.#opened?.then(opened => this.#keptOr(opened)) ?? Installation.open(this.#folder);
    return this.#opened;
  }

  /**
   * Lets go of the key.
   * @returns whether it is gone from the folder by then: on a disk that was away it lies there again.
   */
  renew(): () => Promise<boolean> {
    const before = this.#opened;
    this.#opened = undefined;
    return async () => {
      const [was, is] = [await before, await Installation.find(this.#folder)];
      return !was || !is?.isSame(was);
    };
  }

  async #keptOr(opened: Installation): Promise<Installation> {
    if (opened.isKept) return opened;
    const again = await Installation.open(this.#folder);
    return again.isKept ? again : opened;
  }
}

async function readKey(file: string): Promise<Buffer | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const key = Buffer.from(text.trim(), 'hex');
  return key.length === keyBytes ? key : null;
}

/** `https://user:secret@host/path.git/` and `git@host:path` are one repository. */
function placeOf(address: string): string {
  const place = remotePlaceOf(address);
  return place
    ? `${place.host}/${place.path}`
    : withoutCredentials(address)
        .replace(/\/+$/, '')
        .replace(/\.git$/, '');
}

const withoutCredentials = (address: string): string => address.replace(/^([a-z+]+:\/\/)[^/@]*@/i, '$1');
