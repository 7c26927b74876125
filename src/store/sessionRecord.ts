import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import {
  doNotDisturbStates,
  type KnownWindow,
  type OpenWorkspace,
  type SessionRecord,
  type SessionStore,
  type WindowIdentity,
  type WindowMemory,
  windowMemories,
} from '../domain/focusSession';
import { Installation } from './installation';

const version = 1;
const ending = '.json';
/** Clocks are not that exact: an extension host may seem to have started a little before the machine. */
const slackMs = 5000;

const instant = v.pipe(v.number(), v.minValue(0));
const id = v.pipe(v.string(), v.regex(/^[\da-f]{16}$/));

const recordSchema = v.strictObject({
  version: v.literal(version),
  startedAt: instant,
  endsAt: instant,
  endedAt: v.nullable(instant),
  dnd: v.picklist(doNotDisturbStates),
  dndSince: instant,
  windowId: id,
});

const windowSchema = v.strictObject({
  version: v.literal(version),
  id,
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  startedAt: instant,
  workspace: v.string(),
  ofFile: v.boolean(),
  session: v.string(),
  memory: v.picklist(windowMemories),
  toldAt: instant,
  endedAt: v.nullable(instant),
});

type ToldWindow = Omit<KnownWindow, 'alive'>;

/**
 * The record of focus sessions in `session.json`, and a file for each window in `windows`, readable by the person
 * alone. Each is written whole or not at all. What opens a window stands in it as a keyed hash only.
 */
export class SessionRecordFolder implements SessionStore {
  readonly #folder: string;
  readonly #record: string;
  readonly #windows: string;
  #told: ToldWindow | undefined;
  #left = false;

  /** @param folder made when a window tells of itself. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#record = path.join(folder, 'session.json');
    this.#windows = path.join(folder, 'windows');
  }

  async identify({ address, ofFile, session }: OpenWorkspace): Promise<WindowIdentity> {
    const installation = await Installation.open(this.#folder);
    const hash = (text: string) => installation.repositoryId(null, text);
    return {
      id: randomBytes(8).toString('hex'),
      pid: process.pid,
      startedAt: Math.round(Date.now() - process.uptime() * 1000),
      workspace: hash(`workspace ${address ?? ''}`),
      ofFile,
      session: hash(`session ${session}`),
    };
  }

  async read(): Promise<SessionRecord | null> {
    const kept = parsed(recordSchema, await textOf(this.#record));
    if (!kept) return null;
    const { version: _, ...record } = kept;
    return record;
  }

  write(record: SessionRecord): Promise<void> {
    return replace(this.#record, textFor(record));
  }

  async windows(): Promise<readonly KnownWindow[]> {
    const names = await readdir(this.#windows).catch(nothingWhereMissing);
    const ids = names.filter(name => name.endsWith(ending)).map(name => name.slice(0, -ending.length));
    const windows = await Promise.all(ids.map(each => this.#window(each)));
    const bootedAt = Date.now() - os.uptime() * 1000 - slackMs;
    const known = windows.filter(window => window !== null);
    await this.forget(known.filter(({ startedAt }) => startedAt < bootedAt).map(window => window.id));
    return known
      .filter(({ startedAt }) => startedAt >= bootedAt)
      .map(window => ({ ...window, alive: window.endedAt === null && isAlive(window.pid) }));
  }

  async tell(window: WindowIdentity, memory: WindowMemory): Promise<void> {
    if (this.#left) return;
    await mkdir(this.#windows, { recursive: true, mode: 0o700 });
    this.#told = { ...window, memory, toldAt: Date.now(), endedAt: null };
    await replace(this.#file(window.id), textFor(this.#told));
    if (this.#left) this.leave();
  }

  async conclude(ids: readonly string[]): Promise<void> {
    for (const each of ids) {
      const window = await this.#window(each);
      if (window?.endedAt === null) await replace(this.#file(each), textFor({ ...window, endedAt: Date.now() }));
    }
  }

  async forget(ids: readonly string[]): Promise<void> {
    await Promise.all(ids.map(each => rm(this.#file(each), { force: true })));
  }

  leave(): void {
    this.#left = true;
    if (!this.#told) return;
    const file = this.#file(this.#told.id);
    // Who erased it wants nothing left of this window.
    if (!existsSync(file)) return;
    const draft = draftOf(file);
    try {
      writeFileSync(draft, textFor({ ...this.#told, endedAt: Date.now() }), { mode: 0o600 });
      renameSync(draft, file);
    } catch {
      // It then counts as killed, as it does where there is no time to leave.
    }
  }

  async #window(windowId: string): Promise<ToldWindow | null> {
    const kept = parsed(windowSchema, await textOf(this.#file(windowId)));
    if (!kept) return null;
    const { version: _, ...window } = kept;
    return window;
  }

  #file(windowId: string): string {
    return path.join(this.#windows, windowId + ending);
  }
}

const textFor = (kept: object): string => `${JSON.stringify({ version, ...kept })}\n`;

function parsed<S extends v.GenericSchema>(schema: S, text: string | null): v.InferOutput<S> | null {
  if (text === null) return null;
  try {
    const result = v.safeParse(schema, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}

async function textOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

function nothingWhereMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}

const draftOf = (file: string): string => `${file}.${randomBytes(6).toString('hex')}`;

async function replace(file: string, text: string): Promise<void> {
  const draft = draftOf(file);
  try {
    await writeFile(draft, text, { mode: 0o600 });
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
