import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { FirstTouches, GroundStore, KnownGround, Touch } from '../domain/newGround';
import { parseJson } from './spanLine';

/** What git is asked with must be nothing but an id. */
const id = v.pipe(v.string(), v.regex(/^(?:[\da-f]{40}|[\da-f]{64})$/));
/** A commit's date and id. */
const touch = v.tuple([v.pipe(v.number(), v.finite()), id]);
const named = v.array(v.tuple([v.string(), ...touch.items]));

const keptSchema = v.object({
  version: v.literal(1),
  basis: v.string(),
  tip: id,
  complete: v.boolean(),
  first: v.nullable(touch),
  languages: named,
  areas: named,
});

/**
 * What the person touched first, in a file a repository beside its changes: languages, top folders and commits, no
 * files. It lies in a folder for the person alone, is never exported, and can be deleted at any time.
 */
export class GroundCache implements GroundStore {
  readonly #folder: string;

  /** @param folder made when something is first kept. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async load(repositoryId: string): Promise<KnownGround | null> {
    const text = await readFile(this.#file(repositoryId), 'utf8').catch(() => '');
    const result = v.safeParse(keptSchema, parseJson(text));
    if (!result.success) return null;
    const { basis, tip, complete, first, languages, areas } = result.output;
    const byName = (kept: typeof languages) => new Map(kept.map(([name, at, commit]) => [name, { at, commit }]));
    const touches: FirstTouches = {
      first: first && { at: first[0], commit: first[1] },
      languages: byName(languages),
      areas: byName(areas),
    };
    return { basis, tip, complete, touches };
  }

  async save(repositoryId: string, { basis, tip, complete, touches }: KnownGround): Promise<void> {
    const list = (of: ReadonlyMap<string, Touch>) => [...of].map(([name, { at, commit }]) => [name, at, commit]);
    const { first } = touches;
    const text = JSON.stringify({
      version: 1,
      basis,
      tip,
      complete,
      first: first && [first.at, first.commit],
      languages: list(touches.languages),
      areas: list(touches.areas),
    });
    const file = this.#file(repositoryId);
    const temporary = `${file}.${randomBytes(6).toString('hex')}`;
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeFile(temporary, text, { mode: 0o600 });
      await rename(temporary, file);
    } catch {
      // A full disk, or a folder that can't be written: the next run reads from git again, which is slower but right.
    } finally {
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  }

  #file(repositoryId: string): string {
    return path.join(this.#folder, `${repositoryId}.ground`);
  }
}
