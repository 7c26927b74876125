import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type ExportedWeek, TeamExportFailure } from '../../../src/domain/teamExport';
import { OtlpCollector } from '../../../src/team/otlpCollector';
import { LoopbackCollector } from '../../support/loopbackCollector';
import { repositoryRoot } from '../../support/repositoryRoot';

/** OTLP's schema, as OpenTelemetry's library for JavaScript has it from the published definitions. */
interface Schema {
  fromObject(plain: unknown): unknown;
  toObject(message: unknown, options: { longs: StringConstructor }): unknown;
}
const require = createRequire(path.join(repositoryRoot, 'package.json'));
const { opentelemetry } = require('./node_modules/@opentelemetry/otlp-transformer/build/src/generated/root.js');
const schema: Schema = opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;

const weeks: ExportedWeek[] = [
  {
    week: '2026-W46',
    leastPeople: 8,
    questions: [
      {
        question: 'focusHours',
        shares: [
          { bucket: 1, share: 0.1 },
          { bucket: 2, share: 0.9 },
        ],
      },
      { question: 'flow', shares: [{ bucket: 5, share: 1 }] },
    ],
  },
  { week: '2026-W47', leastPeople: 5, questions: [{ question: 'flow', shares: [{ bucket: 3, share: 0.5 }] }] },
];
const at = Date.UTC(2026, 10, 30, 9);
const never = new AbortController().signal;

describe('the message to a collector', () => {
  const body = new OtlpCollector().body(weeks, 'Harbour', at);

  it('is one of OTLP’s schema, with nothing that the schema does not know', () => {
    assert.deepEqual(schema.toObject(schema.fromObject(JSON.parse(body)), { longs: String }), JSON.parse(body));
    const wrong = JSON.parse(body.replaceAll('dataPoints', 'points'));
    assert.notDeepEqual(schema.toObject(schema.fromObject(wrong), { longs: String }), wrong);
  });

  it('says a service, a team, weeks, buckets and shares, and no more', () => {
    const { resourceMetrics } = JSON.parse(body);
    assert.deepEqual(
      resourceMetrics.map(({ resource }: { resource: unknown }) => resource),
      [
        {
          attributes: [
            { key: 'service.name', value: { stringValue: 'eddy' } },
            { key: 'devex.team', value: { stringValue: 'Harbour' } },
          ],
        },
      ],
    );
    const [{ scopeMetrics }] = resourceMetrics;
    const [{ scope, metrics }] = scopeMetrics;
    assert.deepEqual(scope, { name: 'eddy' });
    type Metric = {
      name: string;
      gauge: { dataPoints: { attributes: { key: string; value: { stringValue: string } }[]; asDouble: number }[] };
    };
    const told = (metrics as Metric[]).map(({ name, gauge }) => [
      name,
      ...gauge.dataPoints.map(
        ({ attributes, asDouble }) => `${attributes.map(({ value }) => value.stringValue).join(' ')}: ${asDouble}`,
      ),
    ]);
    assert.deepEqual(told, [
      ['eddy.team.people', '2026-W46: 8', '2026-W47: 5'],
      ['eddy.team.focus_hours', '2026-W46 1: 0.1', '2026-W46 2: 0.9'],
      ['eddy.team.flow', '2026-W46 5: 1', '2026-W47 3: 0.5'],
    ]);
    assert.ok(body.includes(`"timeUnixNano": "${at}000000"`));
  });
});

describe('a collector', () => {
  let collector: LoopbackCollector;
  before(async () => {
    collector = await LoopbackCollector.start();
  });
  after(() => collector.stop());
  beforeEach(() => {
    collector.received.length = 0;
    collector.answer = response => response.writeHead(200).end('{"partialSuccess":{}}');
  });

  const send = (timeoutMs = 5000, signal = never) => {
    const otlp = new OtlpCollector(timeoutMs);
    return otlp.send(otlp.address(collector.address) ?? '', otlp.body(weeks, 'Harbour', at), signal);
  };

  it('gets what was shown, byte for byte, once', async () => {
    await send();
    assert.deepEqual(
      collector.received.map(({ path, body }) => [path, body]),
      [['/v1/metrics', new OtlpCollector().body(weeks, 'Harbour', at)]],
    );
  });

  it('gets no header that tells of the person or the machine, whatever the environment says', async () => {
    const names = ['OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_RESOURCE_ATTRIBUTES', 'OTEL_SERVICE_NAME'];
    const named = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT'];
    try {
      for (const name of names) process.env[name] = 'x-spy=ada';
      for (const name of named) process.env[name] = 'http://127.0.0.1:9';
      await send();
    } finally {
      for (const name of [...names, ...named]) delete process.env[name];
    }
    const [{ headers, body } = { headers: {}, body: '' }] = collector.received;
    assert.equal(`${JSON.stringify(headers)}${body}`.includes('ada'), false);
    const usual = ['accept-encoding', 'accept-language', 'connection', 'content-length', 'host', 'sec-fetch-mode'];
    assert.deepEqual(
      Object.keys(headers)
        .filter(name => !usual.includes(name))
        .sort(),
      ['accept', 'content-type', 'user-agent'],
    );
    assert.deepEqual([headers['user-agent'], headers['content-type']], ['eddy', 'application/json']);
  });

  const answers: readonly [string, (response: ServerResponse) => void, string, number][] = [
    ['400', response => response.writeHead(400).end('{"message":"no"}'), 'refused', 400],
    ['401', response => response.writeHead(401).end(), 'refused', 401],
    ['500', response => response.writeHead(500).end('<html>'), 'refused', 500],
    ['503 with a time to wait', response => response.writeHead(503, { 'retry-after': '1' }).end(), 'refused', 503],
    ['a redirection', response => response.writeHead(307, { location: '/elsewhere' }).end(), 'refused', 307],
    ['a page', response => response.writeHead(200).end('<html>Sign in</html>'), 'broken', 200],
    ['more than any answer', response => response.writeHead(200).end(' '.repeat(100_000)), 'broken', 200],
    [
      'that points were left out',
      response => response.writeHead(200).end('{"partialSuccess":{"rejectedDataPoints":"3"}}'),
      'partly',
      200,
    ],
    ['nothing, cutting the connection', response => response.destroy(), 'brokenOff', 0],
    [
      'half, cutting the connection',
      response => {
        response.writeHead(200, { 'content-length': '40' });
        response.write('{"partial', () => response.destroy());
      },
      'brokenOff',
      0,
    ],
    [
      'half of why it refuses, cutting the connection',
      response => {
        response.writeHead(401, { 'content-length': '40' });
        response.write('{"mess', () => response.destroy());
      },
      'refused',
      401,
    ],
  ];
  for (const [what, answer, kind, status] of answers) {
    it(`that answers ${what} is told as ${kind}, after one request`, async () => {
      collector.answer = answer;
      await assert.rejects(send(), (error: unknown) => {
        assert.ok(error instanceof TeamExportFailure);
        assert.deepEqual([error.kind, error.status], [kind, status]);
        return true;
      });
      assert.equal(collector.received.length, 1);
    });
  }

  it('that never answers is told as timed out', async () => {
    collector.answer = () => undefined;
    await assert.rejects(send(100), { kind: 'timedOut' });
  });

  it('is let go of when the person stops it', async () => {
    const stop = new AbortController();
    collector.answer = () => stop.abort();
    await assert.rejects(send(5000, stop.signal), { name: 'AbortError' });
  });

  it('that is not there is told as offline', async () => {
    const gone = await LoopbackCollector.start();
    const { address } = gone;
    await gone.stop();
    await assert.rejects(new OtlpCollector().send(address, '{}', never), { kind: 'offline' });
  });

  it('has an address to which nothing but the path is added', () => {
    const otlp = new OtlpCollector();
    for (const [endpoint, address] of [
      ['http://collector:4318', 'http://collector:4318/v1/metrics'],
      ['https://collector/otlp/', 'https://collector/otlp/v1/metrics'],
      ['https://collector/v1/metrics', 'https://collector/v1/metrics'],
      ['', null],
      ['collector', null],
      ['file:///etc', null],
      ['https://ada:secret@collector', null],
      ['https://collector?token=1', null],
    ] as const) {
      assert.equal(otlp.address(endpoint), address, endpoint);
    }
  });
});
