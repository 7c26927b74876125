import { flowFrequencies } from '../domain/reflection';
import type { TensionPair } from '../domain/report';
import type { Guard, Missing, NotRecorded, Pace, Tension, TensionSide } from '../domain/tensions';
import { flowFrequencyText } from './reflectionText';
import type { Translate, Wording } from './wording';

/** A pair in words. */
export interface TensionText {
  title: string;
  /** "faster, but slipping": pace and guard; or why there is none. */
  word: string;
  /** The week and the numbers it rests on, each beside the middle of the weeks before; or what is missing. */
  sentence: string;
}

/** The same tension gives the same text. @param failed whether requests could not be read, though they may be there. */
export function tensionText(tension: Tension, wording: Wording, failed = false): TensionText {
  if (failed && tension.kind === 'notRecorded' && tension.what === 'requests') {
    const { t } = wording;
    return {
      title: tensionTitle(tension.pair, wording),
      word: t('not known'),
      sentence: t('What landed could not be read.'),
    };
  }
  return {
    title: tensionTitle(tension.pair, wording),
    word: wordOf(tension, wording),
    sentence: sentenceOf(tension, wording),
  };
}

export function tensionTitle(pair: TensionPair, { t }: Wording): string {
  switch (pair) {
    case 'throughput-failure':
      return t('Throughput and change failure');
    case 'time-maturity':
      return t('Time to request and maturity');
    case 'lines-churn':
      return t('Lines and churn');
    case 'size-review':
      return t('Size and review time');
    case 'focus-flow':
      return t('Focus and felt flow');
  }
}

function wordOf(tension: Tension, { t }: Wording): string {
  switch (tension.kind) {
    case 'judged':
      return wordsOf(t)[paceWords[tension.pair]][tension.pace][tension.guard];
    case 'tooEarly':
      return t('too early');
    case 'notEnough':
      return t('not enough');
    case 'notRecorded':
      return t('not recorded');
  }
}

type PaceWord = 'faster' | 'larger' | 'more';

/** What a pair calls it when its pace is up. */
const paceWords: Record<TensionPair, PaceWord> = {
  'throughput-failure': 'faster',
  'time-maturity': 'faster',
  'lines-churn': 'more',
  'size-review': 'larger',
  'focus-flow': 'more',
};

/** The words of every pace with every guard. */
const wordsOf = (t: Translate): Record<PaceWord, Record<Pace, Record<Guard, string>>> => ({
  faster: {
    up: {
      better: t('faster, and holding better'),
      same: t('faster, and holding'),
      slipping: t('faster, but slipping'),
    },
    same: {
      better: t('steady, and holding better'),
      same: t('steady, and holding'),
      slipping: t('steady, but slipping'),
    },
    down: {
      better: t('slower, but holding better'),
      same: t('slower, and holding'),
      slipping: t('slower, and slipping'),
    },
  },
  larger: {
    up: {
      better: t('larger, and holding better'),
      same: t('larger, and holding'),
      slipping: t('larger, but slipping'),
    },
    same: {
      better: t('steady, and holding better'),
      same: t('steady, and holding'),
      slipping: t('steady, but slipping'),
    },
    down: {
      better: t('smaller, and holding better'),
      same: t('smaller, and holding'),
      slipping: t('smaller, but slipping'),
    },
  },
  more: {
    up: {
      better: t('more, and holding better'),
      same: t('more, and holding'),
      slipping: t('more, but slipping'),
    },
    same: {
      better: t('steady, and holding better'),
      same: t('steady, and holding'),
      slipping: t('steady, but slipping'),
    },
    down: {
      better: t('less, but holding better'),
      same: t('less, and holding'),
      slipping: t('less, and slipping'),
    },
  },
});

function sentenceOf(tension: Tension, wording: Wording): string {
  const { t } = wording;
  switch (tension.kind) {
    case 'judged':
      return judgedText(tension, wording);
    case 'tooEarly': {
      const said = [wording.day(tension.week.from), wording.day(tension.readyAt)] as const;
      return t('The week of {0} can be judged from {1} on.', ...said);
    }
    case 'notEnough':
      return missingText(tension.missing, wording.day(tension.week.from), wording);
    case 'notRecorded':
      return notRecordedText(tension.what, tension.week && wording.day(tension.week.from), wording);
  }
}

function judgedText(tension: Tension & { kind: 'judged' }, wording: Wording): string {
  const { t } = wording;
  const { pair, week, paced, guarded } = tension;
  const both = (pace: (value: number) => string, guard: (value: number) => string) =>
    [wording.day(week.from), ...numbersOf(paced, pace), ...numbersOf(guarded, guard)] as const;
  const count = (value: number) => wording.tenth(value);
  const share = (value: number) => wording.share(value);
  const time = (ms: number) => wording.elapsed(ms);
  switch (pair) {
    case 'throughput-failure':
      return t(
        'In the week of {0}: {1} landed (usually {2}), {3} of them reverted within 30 days (usually {4}).',
        ...both(count, count),
      );
    case 'time-maturity':
      return t(
        'In the week of {0}: {1} from first commit to request (usually {2}), {3} of the change there when it opened (usually {4}).',
        ...both(time, share),
      );
    case 'lines-churn':
      return t(
        'In the week of {0}: {1} lines added (usually {2}), {3} of them rewritten within two weeks (usually {4}).',
        ...both(lines => wording.count(Math.round(lines)), share),
      );
    case 'size-review':
      return t(
        'In the week of {0}: {1} lines in the median request (usually {2}), {3} from opening to landing (usually {4}).',
        ...both(lines => wording.count(Math.round(lines)), time),
      );
    case 'focus-flow':
      return t(
        'In the week of {0}: {1} of focus (usually {2}), deep flow “{3}” (usually “{4}”).',
        ...both(
          ms => wording.duration(ms),
          step => flowStepText(step, wording),
        ),
      );
  }
}

const numbersOf = ({ value, baseline }: TensionSide, say: (value: number) => string) =>
  [say(value), say(baseline.median)] as const;

/** @param step a place in `flowFrequencies`, or the middle of two. */
function flowStepText(step: number, wording: Wording): string {
  const said = [Math.floor(step), Math.ceil(step)].map(place =>
    flowFrequencyText(flowFrequencies[place] ?? 'never', wording),
  );
  const [low = '', high = ''] = said;
  return low === high ? low : wording.t('{0} to {1}', low, high);
}

/** @param week the day on which it begins. */
function missingText({ of, have, least }: Missing, week: string, wording: Wording): string {
  const { t } = wording;
  const said = [week, wording.count(have), wording.count(least)] as const;
  switch (of) {
    case 'landed':
      return t('No request landed in the week of {0}.', week);
    case 'timed':
      return t('Needs {2} requests whose creation is known closely; the week of {0} has {1}.', ...said);
    case 'matured':
      return t('Needs {2} requests whose state when they opened is known; the week of {0} has {1}.', ...said);
    case 'sized':
      return t('Needs {2} landed requests; the week of {0} has {1}.', ...said);
    case 'reviewed':
      return t('Needs {2} landed requests whose creation is known closely; the week of {0} has {1}.', ...said);
    case 'lines':
      return t('Needs {2} lines; the week of {0} has {1}.', ...said);
    case 'focusMs':
      return t('Needs {2} of focus; the week of {0} has {1}.', week, wording.duration(have), wording.duration(least));
    case 'answers':
      return t('The week of {0} is not answered.', week);
    case 'earlierWeeks':
      return t('Needs {2} earlier weeks to compare the week of {0} with, and has {1}.', ...said);
  }
}

/** @param week the day on which it begins; `null` for all of them. */
function notRecordedText(what: NotRecorded, week: string | null, { t }: Wording): string {
  switch (what) {
    case 'requests':
      return t('No requests are known here: they are read where there is a default branch to land on.');
    case 'focus':
      return week === null
        ? t('No focus is recorded for these weeks: Eddy records it while you work in VS Code.')
        : t('No focus is recorded for the week of {0}.', week);
    case 'wholeWeek':
      return t('Only a part of the week of {0} was recorded.', week ?? '');
    case 'answer':
      return t('No week is answered yet.');
  }
}
