/**
 * The one set of rounding rules. Every figure that a person reads, in a terminal, a lens, the panel or an export, goes
 * through these functions; the exact value stays beside it where it can be asked for.
 */

/** A no-break space, so that a unit never stands alone on the next line. */
const GAP = '\u00a0';
const MINUS = '\u2212';

/** Three significant digits, trailing zeros kept, never in exponent form and never more than `maximum` decimals. */
function threeDigits(value: number, maximum = 3): string {
  return value.toFixed(decimalsOf(value, maximum));
}

/** How many decimals three significant digits leave, counted after rounding: 9.996 rounds to 10.0, not to 10.00. */
function decimalsOf(value: number, maximum: number): number {
  const magnitude = Math.abs(Number(value.toPrecision(3)));
  if (magnitude >= 100) return 0;
  if (magnitude >= 10) return Math.min(1, maximum);
  if (magnitude >= 1) return Math.min(2, maximum);
  return maximum;
}

interface Scale {
  readonly factor: number;
  readonly unit: string;
  readonly decimals: number;
}

/** The unit in which a time of this size is read. */
function timeScale(seconds: number): Scale {
  const size = Math.abs(seconds);
  if (size >= 0.0995 || size === 0) return { factor: 1, unit: 's', decimals: decimalsOf(size, size === 0 ? 2 : 3) };
  if (size >= 0.000_999_5) return { factor: 1e3, unit: 'ms', decimals: decimalsOf(size * 1e3, 2) };
  if (size >= 0.000_000_999_5) return { factor: 1e6, unit: 'µs', decimals: decimalsOf(size * 1e6, 2) };
  return { factor: 1e9, unit: 'ns', decimals: decimalsOf(size * 1e9, 1) };
}

const signed = (value: number, text: string): string => (value < 0 ? MINUS + text : text);

/** A measured time: `14.1 s`, `4.92 s`, `0.314 s`, `31.2 ms`, `321 µs`, `125 s`, and from 1000 s on `16 m 40 s`. */
export function formatSeconds(seconds: number): string {
  if (Math.abs(seconds) >= 999.5) return formatDuration(seconds);
  const { factor, unit, decimals } = timeScale(seconds);
  return signed(seconds, `${Math.abs(seconds * factor).toFixed(decimals)}${GAP}${unit}`);
}

/** A time's spread in the unit and decimals of the time that it belongs to: `± 0.3`; `± < 0.1` when it rounds to nothing. */
export function formatSpread(seconds: number, spreadSeconds: number): string {
  if (Math.abs(seconds) >= 999.5) return `±${GAP}${formatDuration(spreadSeconds)}`;
  const { factor, decimals } = timeScale(seconds);
  const text = (spreadSeconds * factor).toFixed(decimals);
  const smallest = 10 ** -decimals;
  return spreadSeconds > 0 && Number(text) === 0 ? `±${GAP}<${GAP}${smallest.toFixed(decimals)}` : `±${GAP}${text}`;
}

/** A time to live with, in whole seconds, as for what remains: `5 s`, `2 m 05 s`, `1 h 03 m`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const text =
    whole < 60
      ? `${whole}${GAP}s`
      : hours === 0
        ? `${minutes}${GAP}m${GAP}${two(whole % 60)}${GAP}s`
        : `${hours}${GAP}h${GAP}${two(minutes)}${GAP}m`;
  return signed(seconds, text);
}

/** Memory in powers of 1000, as file managers and RAM's users read it: `388 MB`, `1.42 GB`, `512 B`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;
  let value = Math.abs(bytes);
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const text = unit === 0 ? value.toFixed(0) : threeDigits(value, 2);
  return signed(bytes, `${text}${GAP}${units[unit] ?? 'B'}`);
}

/** A ratio of two times: `2.21×`, `14.3×`, `128×`; two decimals below 10 because 1.04 and 1.00 are not the same. */
export function formatRatio(ratio: number): string {
  return `${threeDigits(ratio, 2)}×`;
}

/** An interval of ratios: `2.10–2.33`. */
export function formatRatioInterval(low: number, high: number): string {
  const decimals = Math.max(decimalsOf(low, 2), decimalsOf(high, 2));
  return `${low.toFixed(decimals)}–${high.toFixed(decimals)}`;
}

/** A share of a whole, given as 0 to 1: `40 %`, `3.2 %`, `3 %`, `<0.1 %`. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return `<0.1${GAP}%`;
  const rounded = Number(percent.toFixed(percent < 9.95 ? 1 : 0));
  return `${rounded}${GAP}%`;
}

/** A test accuracy, given as 0 to 1, with the digits in which networks of one kind differ: `98.12 %`. */
export function formatAccuracy(accuracy: number): string {
  return `${(accuracy * 100).toFixed(2)}${GAP}%`;
}

/** Cores kept busy: `1.73`. */
export function formatCores(cores: number): string {
  return threeDigits(cores, 2);
}

/** A loss: four significant digits or more, since two programs' losses are compared to a thousandth. */
export function formatLoss(loss: number): string {
  if (!Number.isFinite(loss)) return String(loss);
  if (loss === 0 || Math.abs(loss) >= 1) return loss.toFixed(4);
  return Math.abs(loss) >= 1e-3 ? loss.toPrecision(4) : loss.toExponential(3);
}

/** A whole number with thousands set apart: `16,938`. By hand, since the first use of `Intl` takes longer than a report. */
export function formatCount(count: number): string {
  const digits = String(Math.round(Math.abs(count)));
  const first = digits.length % 3 || 3;
  const groups = [digits.slice(0, first)];
  for (let start = first; start < digits.length; start += 3) groups.push(digits.slice(start, start + 3));
  return signed(count, groups.join(','));
}

/** A whole number and what it counts: `1 block`, `60,000 images`. */
export function formatQuantity(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)}${GAP}${count === 1 ? singular : plural}`;
}
