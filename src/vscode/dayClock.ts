import type { Calendar } from '../domain/calendar';

/** Minutes by the clock since the day's start, 0 up to 1440, of an instant (epoch ms). */
export type DayClock = (instant: number) => number;

export function dayClock({ timeZone, dayStartMinutes }: Calendar): DayClock {
  const format = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: 'numeric', hourCycle: 'h23', timeZone });
  return instant => {
    const [hour = 0, minute = 0] = format.format(instant).split(':').map(Number);
    const clock = hour * 60 + minute + (instant % 60_000) / 60_000;
    return (clock - dayStartMinutes + 1440) % 1440;
  };
}
