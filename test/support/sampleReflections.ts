import type { Reflection } from '../../src/domain/reflection';
import { usualAskFrom } from '../../src/domain/reflectionPrompt';
import type { ReflectionsReading } from '../../src/domain/reflections';
import { noReflections } from '../../src/domain/reflections';
import type { ReflectionInput } from '../../src/vscode/reflectionInput';
import { berlin, inBerlin, recordedSince } from './sampleFlow';

/** What was said of a week, on a Friday afternoon; what is not given was not answered. */
export function sampleReflection(week: string, given: Partial<Reflection> = {}): Reflection {
  const at = inBerlin('2026-11-20', '16:10');
  return { week, flow: null, slogs: [], biggest: null, note: '', ventured: null, load: null, at, ...given };
}

/** What the panel is told of reflections. @param now by the wall clock in Berlin, `2026-11-20 15:20`. */
export function sampleReflections(
  now: string,
  reading: Partial<ReflectionsReading> = {},
  given: Partial<ReflectionInput> = {},
): ReflectionInput {
  const [day = '', time = ''] = now.split(' ');
  return {
    now: inBerlin(day, time),
    calendar: berlin,
    askFrom: usualAskFrom,
    wanted: true,
    recording: recordedSince('2026-09-01'),
    reading: { ...noReflections, ...reading },
    trouble: null,
    ...given,
  };
}
