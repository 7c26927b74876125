import type { ShareQuestion } from '../domain/teamAnswers';
import type { ExportedWeek } from '../domain/teamExport';

/** Names of gauges: lower case with dots and underscores, as OpenTelemetry's conventions have it. */
const names: Readonly<Record<ShareQuestion, string>> = {
  focusHours: 'focus_hours',
  longestBlockMin: 'longest_block_minutes',
  interruptionsPerFocusHour: 'interruptions_per_focus_hour',
  churnPct: 'churn_percent',
  timeToPrHours: 'time_to_request_hours',
  prMaturity: 'request_maturity_percent',
  flow: 'flow',
  blocker: 'blocker',
};
const nanosecondsPerMs = 1_000_000n;

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue: string };
}

interface Point {
  readonly attributes: readonly Attribute[];
  readonly timeUnixNano: string;
  readonly asDouble: number;
}

/**
 * Sums as an OTLP `ExportMetricsServiceRequest` in its JSON form: a gauge for each question, a point for each bucket of
 * each week. The resource says a service and a team, and nothing of the machine or the person.
 * @param at epoch milliseconds: the stamp of all points, as collectors refuse old ones; the week is an attribute.
 */
export function otlpMessage(weeks: readonly ExportedWeek[], teamName: string, at: number): string {
  const timeUnixNano = String(BigInt(at) * nanosecondsPerMs);
  const point = (asDouble: number, attributes: Readonly<Record<string, string>>): Point => ({
    attributes: attributesOf(attributes),
    timeUnixNano,
    asDouble,
  });
  const questions = Object.keys(names) as ShareQuestion[];
  const gauges = questions.map(question => ({
    name: `eddy.team.${names[question]}`,
    description: 'Share of people by bucket, in tenths',
    unit: '1',
    gauge: {
      dataPoints: weeks.flatMap(week =>
        sharesOf(week, question).map(({ bucket, share }) =>
          point(share, { 'eddy.week': week.week, 'eddy.bucket': String(bucket) }),
        ),
      ),
    },
  }));
  const people = {
    name: 'eddy.team.people',
    description: 'At least so many people: the lower end of a band',
    unit: '{person}',
    gauge: { dataPoints: weeks.map(({ week, leastPeople }) => point(leastPeople, { 'eddy.week': week })) },
  };
  const metrics = [people, ...gauges].filter(({ gauge }) => gauge.dataPoints.length > 0);
  const message = {
    resourceMetrics: [
      {
        resource: { attributes: attributesOf({ 'service.name': 'eddy', 'devex.team': teamName }) },
        scopeMetrics: [{ scope: { name: 'eddy' }, metrics }],
      },
    ],
  };
  // On many lines, for the person reads exactly this before it is sent.
  return JSON.stringify(message, null, 2);
}

function sharesOf({ questions }: ExportedWeek, wanted: ShareQuestion) {
  return questions.find(({ question }) => question === wanted)?.shares ?? [];
}

function attributesOf(values: Readonly<Record<string, string>>): Attribute[] {
  return Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } }));
}
