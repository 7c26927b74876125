import path from 'node:path';
import type { FocusBlock } from '../../../src/domain/focusBlock';
import { focusBlocks } from '../../../src/domain/focusBlocks';
import type { JournalReading } from '../../../src/domain/journal';
import { isGlance, type Span, usualThresholds } from '../../../src/domain/span';
import { FolderJournal } from '../../../src/store/journal';
import { type FileState, fileState } from './fileState';
import type { InstalledVsCode } from './installedVsCode';

/** What Eddy has stored of focus in a VS Code, read as another window would read it. */
export class FocusJournal {
  /** Eddy's folder in the profile. */
  readonly storage: string;
  readonly journal: FolderJournal;

  constructor({ dataFolder }: InstalledVsCode) {
    this.storage = path.join(dataFolder, 'User', 'globalStorage', 'eddy-devex.eddy');
    this.journal = new FolderJournal(this.storage);
  }

  read(): Promise<JournalReading> {
    return this.journal.read(0);
  }

  /** Spans in which something happened, by `start`. */
  async activity(): Promise<Span[]> {
    return (await this.read()).spans.filter(span => !isGlance(span));
  }

  async blocks(thresholds = usualThresholds): Promise<FocusBlock[]> {
    const { spans, recording } = await this.read();
    return focusBlocks(spans, thresholds, { now: Date.now(), recording });
  }

  /** All files of the journal, to the byte and the nanosecond. */
  files(): FileState {
    return fileState(path.join(this.storage, 'journal'));
  }
}
