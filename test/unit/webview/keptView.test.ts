import assert from 'node:assert/strict';
import { KeptView } from '../../../webview/keptView';

interface View {
  week: string | null;
  open: string[];
}

describe('what the panel keeps of how the person left it', () => {
  function viewOf(left: View) {
    const stored: View[] = [];
    const kept = new KeptView<View>({ ...left }, { week: null, open: [] }, view => stored.push({ ...view }));
    return { kept, stored };
  }

  it('is stored with each change', () => {
    const { kept, stored } = viewOf({ week: '2026-W45', open: [] });
    kept.keep({ open: ['flow table'] });
    kept.keep({ week: null });
    assert.deepEqual(stored, [
      { week: '2026-W45', open: ['flow table'] },
      { week: null, open: ['flow table'] },
    ]);
  });

  it('is not touched by what they do in the example, and comes back as it was', () => {
    const { kept, stored } = viewOf({ week: '2026-W45', open: ['flow table'] });
    kept.keepExampleApart(false, { week: '2026-W47' });
    assert.equal(kept.current.week, '2026-W45');
    kept.keepExampleApart(true, { week: '2026-W47' });
    assert.deepEqual(kept.current, { week: '2026-W47', open: [] });
    kept.keep({ week: '2026-W44', open: ['balance table'] });
    kept.keepExampleApart(true, { week: '2026-W44' });
    assert.deepEqual(kept.current, { week: '2026-W44', open: ['balance table'] });
    assert.deepEqual(stored, []);
    kept.keepExampleApart(false, { week: '2026-W45' });
    assert.deepEqual(kept.current, { week: '2026-W45', open: ['flow table'] });
    kept.keepExampleApart(true, {});
    assert.deepEqual(kept.current, { week: null, open: [] });
  });
});
