import { type FeltMeasured, type FeltPair, type FeltPoint, feltMeasured } from '../domain/feltMeasured';
import { flowFrequencies } from '../domain/reflection';
import type { ReflectionsReading } from '../domain/reflections';
import type { FeltPlot, FeltState } from '../protocol';
import { feltText, feltTitle } from '../text/feltText';
import { flowFrequencyText } from '../text/reflectionText';
import type { Wording } from '../text/wording';
import type { FlowInput } from './flowInput';

/** How a pair is drawn: what stands at the bottom, and how a number is told. */
interface Axes {
  readonly steps: readonly string[];
  /** The least that can be felt. */
  readonly first: number;
  readonly felt: string;
  readonly measured: string;
  readonly text: (measured: number) => string;
}

/** What was felt against what was measured in the weeks of the flow section; `null` where nothing was answered in them. */
export function feltState(
  { answers }: Pick<ReflectionsReading, 'answers'>,
  flow: FlowInput,
  wording: Wording,
): FeltState | null {
  const { t } = wording;
  const weeks = flow.weeks.flatMap(known => {
    if (!known) return [];
    const { week, from, to } = known.week;
    const answer = answers.find(each => each.week === week);
    const reflection = answer ? { ...answer, slogs: [...answer.slogs] } : null;
    return [
      { week, from: new Date(from).toISOString(), to: new Date(to).toISOString(), reflection, focus: known.focus },
    ];
  });
  if (weeks.every(({ reflection }) => reflection === null)) return null;
  return {
    title: t('Felt against measured'),
    hint: t('A dot for each week that is over, was recorded as a whole, and that you answered.'),
    plots: feltMeasured(weeks, flow.now).map(each => plotOf(each, wording)),
  };
}

function plotOf(found: FeltMeasured, wording: Wording): FeltPlot {
  const { t } = wording;
  const axes = axesOf(found.pair, wording);
  const title = feltTitle(found.pair, wording);
  const most = Math.max(0, ...found.points.map(({ measured }) => measured));
  const cells = ({ felt, measured }: FeltPoint) => [axes.steps[felt - axes.first] ?? '', axes.text(measured)];
  return {
    title,
    text: feltText(found, wording),
    steps: axes.steps.map(short => ({ short })),
    least: { value: 0, text: axes.text(0) },
    most: { value: most, text: axes.text(most) },
    dots: found.points.map(point => ({
      week: point.week.week,
      felt: point.felt - axes.first,
      measured: point.measured,
      text: [wording.short(point.week.from), ...cells(point)].join(' · '),
    })),
    table: {
      caption: title,
      columns: [t('Week'), axes.felt, axes.measured],
      rows: found.points.map(point => [wording.short(point.week.from), ...cells(point)]),
    },
  };
}

function axesOf(pair: FeltPair, wording: Wording): Axes {
  const { t } = wording;
  switch (pair) {
    case 'flow-deep':
      return {
        steps: flowFrequencies.map(frequency => flowFrequencyText(frequency, wording)),
        first: 0,
        felt: t('Felt flow'),
        measured: t('Deep focus'),
        text: ms => (ms === 0 ? wording.count(0) : wording.duration(ms)),
      };
    case 'load-interruptions':
      return {
        steps: [1, 2, 3, 4, 5].map(load => wording.count(load)),
        first: 1,
        felt: t('Felt load'),
        measured: t('Interruptions an hour'),
        text: perHour => (perHour === 0 ? wording.count(0) : t('{0} an hour', wording.tenth(perHour))),
      };
  }
}
