/** Durations in the reader's language, in their greatest unit (`10 min`, `3 days`, `1.5 yrs`). */

const MINUTE = 60_000,
  HOUR = 60 * MINUTE,
  DAY = 24 * HOUR,
  MONTH = 30.44 * DAY,
  YEAR = 365.25 * DAY;
/** From these durations on, months rather than days are shown, and years rather than months. */
const MIN_MONTHS = 60 * DAY,
  MIN_YEARS = 700 * DAY;

export function duration(milliseconds: number, language: string): string {
  const [value, unit] =
    milliseconds < HOUR
      ? [Math.max(1, Math.round(milliseconds / MINUTE)), "minute"]
      : milliseconds < DAY
        ? [Math.round(milliseconds / HOUR), "hour"]
        : milliseconds < MIN_MONTHS
          ? [Math.round(milliseconds / DAY), "day"]
          : milliseconds < MIN_YEARS
            ? [Math.round(milliseconds / MONTH), "month"]
            : [Math.round((10 * milliseconds) / YEAR) / 10, "year"];
  return new Intl.NumberFormat(language, { style: "unit", unit: unit as string, unitDisplay: "short" }).format(value as number);
}
