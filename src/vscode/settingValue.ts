import * as v from 'valibot';
import type { AskFrom } from '../domain/reflectionPrompt';
import { type NoiseRule, noiseRules } from '../domain/report';
import type { FocusThresholds } from '../domain/span';

/** What the person may set, as plain values; a value that does not fit its schema counts as not set. */
export interface SettingValues {
  statusBarVisible: boolean;
  /** Minutes after midnight at which a day starts, 0 to 1439. */
  dayStartMinutes: number;
  /** 4 to 52, the running one included. */
  weeks: number;
  /** Further addresses of the person. */
  authors: readonly string[];
  /** The noise rules that are on. */
  leaveOut: readonly NoiseRule[];
  focus: FocusThresholds;
  /** For how long spans are kept; `null` for ever. */
  keepMonths: number | null;
  /** What a focus session does about VS Code's Do Not Disturb. */
  focusDoNotDisturb: 'ask' | 'turnOn' | 'leave';
  /** Whether the person lets themselves be asked how their week was, and from when on. */
  reflection: { wanted: boolean; askFrom: AskFrom };
  /** The collector of the person's organization, which team sums may be sent to; empty for none, and the team's name there. */
  teamExport: { endpoint: string; teamName: string };
}

const minuteMs = 60_000;
/** As package.json has them. Monday is the one after the week; on Tuesday it is not asked about any more. */
const weekdays = { Wednesday: 3, Thursday: 4, Friday: 5, Saturday: 6, Sunday: 7, Monday: 1 } as const;
const weekdayTime = new RegExp(`^(${Object.keys(weekdays).join('|')}) (([01]\\d|2[0-3]):[0-5]\\d)$`);

/** Every setting, by its full name in package.json: what fits, and what is taken otherwise. */
export const settings = {
  'eddy.statusBar.visible': setting(v.boolean(), true),
  /** Only the manifest asks for it. */
  'eddy.editorTitle.visible': setting(v.boolean(), false),
  'eddy.dayStart': setting(v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/)), '04:00'),
  'eddy.weeks': setting(v.pipe(v.number(), v.integer(), v.minValue(4), v.maxValue(52)), 12),
  'eddy.authors': setting(v.array(v.pipe(v.string(), v.trim(), v.nonEmpty())), []),
  'eddy.churn.leaveOut': setting(v.array(v.picklist(noiseRules)), [...noiseRules]),
  'eddy.focus.idleTimeout': setting(between(1, 30), 5),
  'eddy.focus.awayGrace': setting(between(0, 15), 2),
  'eddy.focus.deepBlock': setting(between(10, 120), 25),
  'eddy.focus.keepMonths': setting(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(120)), 0),
  'eddy.focusSession.doNotDisturb': setting(v.picklist(['ask', 'turnOn', 'leave']), 'ask'),
  'eddy.reflection.prompt': setting(v.boolean(), true),
  'eddy.reflection.from': setting(v.pipe(v.string(), v.regex(weekdayTime)), 'Friday 15:00'),
  'eddy.team.export.endpoint': setting(v.pipe(v.string(), v.trim(), v.maxLength(2000)), ''),
  'eddy.team.export.teamName': setting(v.pipe(v.string(), v.trim(), v.maxLength(100)), ''),
};

export type SettingName = keyof typeof settings;

/** Reads all settings through `get`, which answers with whatever a settings file holds. */
export function settingValues(get: (name: SettingName) => unknown): SettingValues {
  return {
    statusBarVisible: settings['eddy.statusBar.visible'].parse(get('eddy.statusBar.visible')),
    dayStartMinutes: minutesOf(settings['eddy.dayStart'].parse(get('eddy.dayStart'))),
    weeks: settings['eddy.weeks'].parse(get('eddy.weeks')),
    authors: settings['eddy.authors'].parse(get('eddy.authors')),
    leaveOut: settings['eddy.churn.leaveOut'].parse(get('eddy.churn.leaveOut')),
    focus: {
      idleTimeoutMs: settings['eddy.focus.idleTimeout'].parse(get('eddy.focus.idleTimeout')) * minuteMs,
      awayGraceMs: settings['eddy.focus.awayGrace'].parse(get('eddy.focus.awayGrace')) * minuteMs,
      deepBlockMs: settings['eddy.focus.deepBlock'].parse(get('eddy.focus.deepBlock')) * minuteMs,
    },
    keepMonths: settings['eddy.focus.keepMonths'].parse(get('eddy.focus.keepMonths')) || null,
    focusDoNotDisturb: settings['eddy.focusSession.doNotDisturb'].parse(get('eddy.focusSession.doNotDisturb')),
    reflection: {
      wanted: settings['eddy.reflection.prompt'].parse(get('eddy.reflection.prompt')),
      askFrom: askFromOf(settings['eddy.reflection.from'].parse(get('eddy.reflection.from'))),
    },
    teamExport: {
      endpoint: settings['eddy.team.export.endpoint'].parse(get('eddy.team.export.endpoint')),
      teamName: settings['eddy.team.export.teamName'].parse(get('eddy.team.export.teamName')),
    },
  };
}

function setting<const S extends v.GenericSchema>(schema: S, fallback: v.InferOutput<S>) {
  return {
    fallback,
    parse(value: unknown): v.InferOutput<S> {
      const result = v.safeParse(schema, value);
      return result.success ? result.output : fallback;
    },
  };
}

function between(least: number, most: number) {
  return v.pipe(v.number(), v.minValue(least), v.maxValue(most));
}

function askFromOf(text: string): AskFrom {
  const [weekday = '', clock = ''] = text.split(' ');
  return { weekday: weekdays[weekday as keyof typeof weekdays], minutes: minutesOf(clock) };
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
