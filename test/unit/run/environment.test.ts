import { describe, expect, test } from 'vitest';
import { captureEnvironment, coresOfQuota, readClock, steeringVariables } from '../../../src/node/run/environment.js';

test('variables that steer speed are told, others are not', () => {
  expect(
    steeringVariables({
      PATH: '/bin',
      XLA_FLAGS: '--xla',
      XLA_FLAGS_MORE: 'x',
      OMP_NUM_THREADS: '2',
      MY_OMP_THREADS: '3',
      OPENBLAS_CORETYPE: 'Haswell',
      MKL_NUM_THREADS: '1',
      TF_ENABLE_ONEDNN_OPTS: '0',
      JULIA_NUM_THREADS: '4',
      JULIA_DEPOT_PATH: undefined,
    }),
  ).toEqual({
    JULIA_NUM_THREADS: '4',
    MKL_NUM_THREADS: '1',
    OMP_NUM_THREADS: '2',
    OPENBLAS_CORETYPE: 'Haswell',
    TF_ENABLE_ONEDNN_OPTS: '0',
    XLA_FLAGS: '--xla',
  });
});

test('what Terraform is told, and what is secret, is not kept in a file that people share', () => {
  const secrets = {
    TF_VAR_password: 'x',
    TF_TOKEN_app_terraform_io: 'x',
    TF_CLI_CONFIG_FILE: '/x',
    JULIA_HUB_TOKEN: 'x',
  };
  const steering = { TF_CONFIG: '{}', TF_CPP_MAX_VLOG_LEVEL: '1' };
  expect(steeringVariables({ ...secrets, ...steering })).toEqual(steering);
});

test.each([
  ['max 100000', Infinity],
  ['150000 100000\n', 1.5],
  ['', Infinity],
  ['100000', Infinity],
])('a quota of %j allows %d cores', (text, cores) => {
  expect(coresOfQuota(text)).toBe(cores);
});

describe('this machine', () => {
  test('is described', async () => {
    const environment = await captureEnvironment(Promise.resolve('0a1b'), await readClock());
    expect(environment.logicalCores).toBeGreaterThan(0);
    expect(environment.memoryBytes).toBeGreaterThan(1e8);
    expect(environment.os).not.toBe('');
    expect(environment.cpuModel).not.toBe('');
    expect(environment.gitCommit).toBe('0a1b');
  });

  test('is described without what nobody knows', async () => {
    const environment = await captureEnvironment(Promise.resolve(undefined), {});
    expect(environment).not.toHaveProperty('gitCommit');
    expect(environment).not.toHaveProperty('governor');
  });
});
