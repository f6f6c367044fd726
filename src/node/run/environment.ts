import { readdir, readFile } from 'node:fs/promises';
import { arch, availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import type { Environment } from '../../core/model/run.js';
import type { ClockState } from '../../core/trial/warnings.js';

const STEERING_VARIABLES =
  /^(?:(?:OMP|OPENBLAS|MKL|TF|KERAS|JULIA)_|(?:XLA_FLAGS|GOMAXPROCS|GOGC|RAYON_NUM_THREADS|JAVA_TOOL_OPTIONS)$)/;
/** Runs are shared. Terraform's variables begin like TensorFlow's, and hold passwords; Julia's package server steers no speed. */
const PRIVATE_VARIABLES =
  /TOKEN|SECRET|PASSW|AUTH|CREDENTIAL|(?:^|_)KEY(?:_|$)|^JULIA_PKG_|^TF_(?:ACC|CLI|CLOUD|DATA_DIR|IGNORE|IN_AUTOMATION|INPUT|LOG|PLUGIN|REATTACH|REGISTRY|STATE|VAR|WORKSPACE)(?:_|$)/;
/** Of an address: `//user:password@`. */
const CREDENTIALS = /\/\/[^/@\s]*@/g;
const POWER_SUPPLIES = '/sys/class/power_supply';
const CPUS = '/sys/devices/system/cpu';
/**
 * The machine and its state now.
 * @param commit the git commit of the folder where the experiment lies
 */
export async function captureEnvironment(commit: Promise<string | undefined>, clock: ClockState): Promise<Environment> {
  const [loadAtStart = 0] = loadavg();
  const processors = cpus();
  // Some sandboxes show none.
  const logicalCores = Math.max(1, processors.length);
  const [os, onBattery, gitCommit, usable] = await Promise.all([osName(), isOnBattery(), commit, usableCores()]);
  return {
    cpuModel: processors[0]?.model.trim() ?? 'unknown',
    logicalCores,
    ...(usable < logicalCores && { usableCores: usable }),
    memoryBytes: totalmem(),
    os,
    architecture: arch(),
    ...(clock.governor !== undefined && { governor: clock.governor }),
    ...(onBattery !== undefined && { onBattery }),
    loadAtStart,
    variables: steeringVariables(process.env),
    ...(gitCommit !== undefined && { gitCommit }),
  };
}

/** Those of the variables that steer the speed of what is measured. */
export function steeringVariables(environment: NodeJS.ProcessEnv): Record<string, string> {
  const found = Object.entries(environment).filter(
    (entry): entry is [string, string] =>
      STEERING_VARIABLES.test(entry[0]) && !PRIVATE_VARIABLES.test(entry[0]) && entry[1] !== undefined,
  );
  return Object.fromEntries(
    found.sort(([a], [b]) => a.localeCompare(b)).map(([name, value]) => [name, value.replace(CREDENTIALS, '//')]),
  );
}

/** What Linux tells of the processor's clock; nothing elsewhere and on most virtual machines. */
export async function readClock(): Promise<ClockState> {
  const scaling = `${CPUS}/cpu0/cpufreq/scaling`;
  const [governor, driver, limit, throttleCount] = await Promise.all([
    read(`${scaling}_governor`),
    read(`${scaling}_driver`),
    read(`${scaling}_max_freq`),
    countThrottles(),
  ]);
  return {
    ...(governor !== undefined && { governor }),
    ...(driver !== undefined && { driver }),
    ...(limit !== undefined && { limitKilohertz: Number(limit) }),
    ...(throttleCount !== undefined && { throttleCount }),
  };
}

/**
 * How many cores a container's limit allows: of cgroup version 2 `max 100000` or `150000 100000` (microseconds of CPU
 * time for each so many that pass).
 */
export function coresOfQuota(cpuMax: string): number {
  const [quota = 'max', period] = cpuMax.trim().split(/\s+/);
  return quota === 'max' || !Number(period) ? Infinity : Number(quota) / Number(period);
}

async function usableCores(): Promise<number> {
  const cpuMax = await read('/sys/fs/cgroup/cpu.max');
  return Math.min(availableParallelism(), coresOfQuota(cpuMax ?? 'max'));
}

async function osName(): Promise<string> {
  const kernel = `${type()} ${release()}`;
  const pretty = /^PRETTY_NAME="?(?<name>[^"\n]+)/m.exec((await read('/etc/os-release')) ?? '')?.groups?.['name'];
  return pretty === undefined ? kernel : `${pretty} (${kernel})`;
}

/** Undefined where nothing tells, as on a machine without a battery. */
async function isOnBattery(): Promise<boolean | undefined> {
  const supplies = await readdir(POWER_SUPPLIES).catch(() => []);
  const statuses = await Promise.all(
    supplies.map(async (name) => {
      // The battery of a mouse or headset is none of the machine's.
      const isOfDevice = (await read(`${POWER_SUPPLIES}/${name}/scope`)) === 'Device';
      return isOfDevice ? undefined : read(`${POWER_SUPPLIES}/${name}/status`);
    }),
  );
  const batteries = statuses.filter((status) => status !== undefined);
  return batteries.length === 0 ? undefined : batteries.includes('Discharging');
}

async function countThrottles(): Promise<number | undefined> {
  const names = (await readdir(CPUS).catch(() => [])).filter((name) => /^cpu\d+$/.test(name));
  const counts = await Promise.all(names.map((name) => read(`${CPUS}/${name}/thermal_throttle/core_throttle_count`)));
  const known = counts.filter((count) => count !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, count) => sum + Number(count), 0);
}

async function read(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    return undefined;
  }
}
