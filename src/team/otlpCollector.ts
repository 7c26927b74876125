import * as v from 'valibot';
import { type ExportedWeek, type TeamExport, TeamExportFailure } from '../domain/teamExport';
import { otlpMessage } from './otlpMessage';

const path = 'v1/metrics';
const mostBytes = 64 * 1024;

const answerSchema = v.object({
  partialSuccess: v.optional(
    v.object({ rejectedDataPoints: v.optional(v.union([v.number(), v.pipe(v.string(), v.transform(Number))]), 0) }),
  ),
});

/**
 * An OpenTelemetry Collector, over OTLP/HTTP with JSON.
 * - One request by hand instead of OpenTelemetry's SDK: what is sent has to be what was shown, byte for byte, once; the
 *   SDK stamps and sends by itself, adds headers that the environment names (`OTEL_EXPORTER_OTLP_HEADERS`), and weighs
 *   77 KB. A test holds the message against OTLP's own schema.
 * - A redirection is followed nowhere, and nothing is tried twice: the person does that.
 */
export class OtlpCollector implements TeamExport {
  constructor(private readonly timeoutMs = 20_000) {}

  body(weeks: readonly ExportedWeek[], teamName: string, at: number): string {
    return otlpMessage(weeks, teamName, at);
  }

  /** A collector's base address gets the path of metrics; one that has it stays as it is. */
  address(endpoint: string): string | null {
    if (!URL.canParse(endpoint)) return null;
    const url = new URL(endpoint);
    const isSendable = ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === '';
    if (!isSendable || url.search !== '' || url.hash !== '') return null;
    if (!url.pathname.endsWith(`/${path}`)) url.pathname = `${url.pathname.replace(/\/$/, '')}/${path}`;
    return url.href;
  }

  async send(address: string, body: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const timeout = AbortSignal.timeout(this.timeoutMs);
    let status = 0;
    let text: string | null;
    try {
      const response = await fetch(address, {
        method: 'POST',
        redirect: 'manual',
        headers: { accept: 'application/json', 'content-type': 'application/json', 'user-agent': 'eddy' },
        body,
        signal: AbortSignal.any([signal, timeout]),
      });
      status = response.status;
      text = await textOf(response);
    } catch (error) {
      signal.throwIfAborted();
      if (status !== 0 && status !== 200) throw new TeamExportFailure('refused', status);
      if (timeout.aborted) throw new TeamExportFailure('timedOut');
      throw new TeamExportFailure(status === 200 || isBrokenOff(error) ? 'brokenOff' : 'offline');
    }
    if (status !== 200) throw new TeamExportFailure('refused', status);
    const answer = text === null ? null : answerOf(text);
    if (!answer) throw new TeamExportFailure('broken', status);
    if ((answer.partialSuccess?.rejectedDataPoints ?? 0) > 0) throw new TeamExportFailure('partly', status);
  }
}

/** Whether a connection ended that was there: something may have been sent over it. */
function isBrokenOff(error: unknown): boolean {
  const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
  return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(code ?? '');
}

function answerOf(text: string): v.InferOutput<typeof answerSchema> | null {
  try {
    const result = v.safeParse(answerSchema, text === '' ? {} : JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}

/** `null` for one that is longer than any collector's answer. */
async function textOf({ body }: Response): Promise<string | null> {
  if (!body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > mostBytes) return null;
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}
