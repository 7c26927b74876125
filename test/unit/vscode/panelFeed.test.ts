import assert from 'node:assert/strict';
import type { PanelState, ToPanel } from '../../../src/protocol';
import { PanelFeed } from '../../../src/vscode/panelFeed';
import { panelState } from '../../../src/vscode/panelState';
import { english } from '../../support/translation';

const searching = panelState({ kind: 'searching' }, undefined, english, 'en');

/** A panel in a window, and what it costs. */
class Stage {
  visible = true;
  state: PanelState = searching;
  made = 0;
  readonly posted: ToPanel[] = [];
  readonly feed = new PanelFeed({
    isVisible: () => this.visible,
    state: () => {
      this.made++;
      return this.state;
    },
    post: async message => this.posted.push(message),
  });

  show(visible: boolean): void {
    this.visible = visible;
    this.feed.viewChanged();
  }

  /** How often the state was made and sent. */
  get work(): [number, number] {
    return [this.made, this.posted.length];
  }
}

describe('what the panel is sent', () => {
  let stage: Stage;
  beforeEach(() => {
    stage = new Stage();
  });

  it('is nothing before it is ready', async () => {
    assert.equal(await stage.feed.update(), null);
    assert.deepEqual(stage.work, [0, 0]);
  });

  it('is the whole state, once', async () => {
    stage.feed.begin();
    assert.equal(await stage.feed.update(), searching);
    assert.equal(await stage.feed.update(), searching);
    assert.deepEqual(stage.posted, [{ type: 'state', state: searching }]);
    stage.state = { ...searching, announcement: 'another' };
    await stage.feed.update();
    assert.equal(stage.posted.length, 2);
  });

  it('is nothing while it is hidden, and nothing is made for it then, whatever changes', async () => {
    stage.feed.begin();
    await stage.feed.update();
    stage.show(false);
    for (const announcement of ['one', 'two']) {
      stage.state = { ...searching, announcement };
      assert.equal(await stage.feed.update(), null);
    }
    assert.deepEqual(stage.work, [1, 1]);
  });

  it('is nothing when it is shown again before it has started anew', async () => {
    stage.feed.begin();
    await stage.feed.update();
    stage.show(false);
    stage.show(true);
    await stage.feed.update();
    assert.deepEqual(stage.work, [1, 1]);
    stage.feed.begin();
    await stage.feed.update();
    assert.deepEqual(stage.work, [2, 2]);
  });
});
