/** A printed duration: its value, and how far the printing may have taken it from what was measured, both in seconds. */
export interface Figure {
  readonly seconds: number;
  readonly resolutionSeconds: number;
}

// Each row: its size, then its names in English, Romance and Germanic languages, Slavic ones, Turkish and Vietnamese, Chinese, Japanese and Korean.
const DECIMAL_UNITS: readonly (readonly [exponent: number, names: string])[] = [
  [
    0,
    's sec secs second seconds seg segundo segundos sek sekunde sekunden seconde secondes secondi seconden с сек секунд секунда секунды sekund sekundy saniye saniyede sn giây 秒 秒钟 秒鐘 초',
  ],
  [
    -3,
    'ms msec msecs millis millisec millisecs millisecond milliseconds milli-seconds milissegundos milisegundos millisekunden millisecondes millisecondi мс миллисекунд milisekund milisaniye 毫秒 ミリ秒 밀리초',
  ],
  // The micro sign U+00B5 and the Greek letter U+03BC look alike; both are used.
  [
    -6,
    'us µs μs usec usecs micros microsec microsecs microsecond microseconds microsegundos mikrosekunden мкс 微秒 マイクロ秒 마이크로초',
  ],
  [-9, 'ns nsec nsecs nanos nanosec nanosecs nanosecond nanoseconds nanosegundos nanosekunden нс 纳秒 ナノ秒 나노초'],
];
const LONG_UNITS: readonly (readonly [seconds: number, names: string])[] = [
  [
    60,
    'm min mins minute minutes minuto minutos minuten minuti мин минут минута минуты minut minuty dakika dk 分 分钟 分鐘 분',
  ],
  [
    3600,
    'h hr hrs hour hours hora horas heure heures stunde stunden ore ч час часа часов godzin godziny saat 时 時 小时 小時 時間 시간',
  ],
  [86_400, 'd day days 天'],
];

const exponents = new Map(
  DECIMAL_UNITS.flatMap(([exponent, names]) => names.split(' ').map((name) => [name, exponent] as const)),
);
const factors = new Map(
  LONG_UNITS.flatMap(([factor, names]) => names.split(' ').map((name) => [name, factor] as const)),
);

/** The names of all units, lower case, longer ones before their own beginnings. */
export const unitNames: readonly string[] = [...exponents.keys(), ...factors.keys()].sort(
  (a, b) => b.length - a.length,
);

/** Seconds in one unit, by any of its names (`ms`, `Minutes`, `秒`); undefined for what is no unit of time. */
export function unitSeconds(unit: string): number | undefined {
  const name = unit.toLowerCase();
  const exponent = exponents.get(name);
  return exponent === undefined ? factors.get(name) : Number(`1e${exponent}`);
}

/** Commas that set thousands apart: `1,234.5`, `12,345,678`. One alone may be a decimal mark as well, and is taken for that. */
const GROUPED = /^\d{1,3}(?:,\d{3})+(?:\.|,\d{3}(?!\d))/;

/**
 * Reads a printed number in a unit. Half a unit of the last printed digit is the resolution; a whole number of seconds or of a longer unit
 * may have been truncated as well as rounded and says a whole one.
 *
 * @param number Digits with an optional decimal mark (`.` or `,`) and exponent; what is none gives figures that are no numbers.
 */
export function figure(number: string, unit = 's'): Figure {
  const pointed = GROUPED.test(number) ? number.replaceAll(',', '') : number.replace(',', '.');
  const [mantissa = '', power = '0'] = pointed.split(/e/i);
  const decimals = mantissa.includes('.') ? mantissa.length - mantissa.indexOf('.') - 1 : 0;
  const name = unit.toLowerCase();
  // Shifting the decimal point in the text keeps 374 ms at 0.374; a multiplication would not always.
  const exponent = Number(power) + (exponents.get(name) ?? 0);
  const factor = factors.get(name) ?? 1;
  const lastDigit = Number(`1e${exponent - decimals}`) * factor;
  const whole = decimals === 0 && Number(power) === 0 && (exponents.get(name) ?? 0) === 0;
  return {
    seconds: Number(`${mantissa}e${exponent}`) * factor,
    resolutionSeconds: whole ? lastDigit : Number(`5e${exponent - decimals - 1}`) * factor,
  };
}

/** Reads the parts of `1 day, 1:02:03.5` or `02:03`; whole seconds are truncated ones. */
export function clockFigure(parts: Readonly<Record<string, string | undefined>>): Figure {
  const { days = '0', hours = '0', minutes = '0', seconds = '0' } = parts;
  const last = figure(seconds);
  const whole = Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60;
  if (last.resolutionSeconds === 1) {
    return { seconds: whole + last.seconds, resolutionSeconds: 1 };
  }
  // Milliseconds added to whole minutes must not leave the noise of binary fractions.
  const decimals = Math.min(20, -Math.floor(Math.log10(last.resolutionSeconds)));
  return { seconds: Number((whole + last.seconds).toFixed(decimals)), resolutionSeconds: last.resolutionSeconds };
}
