import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sentence, type Sentence } from '../../core/model/sentence.js';
import type { ProbeAnswer } from '../../core/toolchain/probe.js';
import { fullDisk, SetUpError } from './set-up-error.js';
import { reasonOf, runTool, type ToolOptions } from './tool.js';

/** A server that is there answers at once; a firewall that drops packets never does. */
const REACH_SECONDS = 6;

const printServer = 'using Pkg; print(something(Pkg.pkg_server(), ""))';
const instantiate = 'using Pkg; Pkg.instantiate(); isdefined(Pkg, :precompile) && Pkg.precompile()';

/**
 * Makes a Julia project from a folder with a Project.toml, with all packages downloaded and precompiled, so that a run's
 * first `using` measures loading alone. Throws {@link SetUpError}.
 */
export async function makeJuliaProject(
  directory: string,
  julia: ProbeAnswer,
  source: string,
  packages: readonly string[],
  options: Pick<ToolOptions, 'signal'> & { readonly onLine: (line: string | Sentence) => void },
): Promise<void> {
  const names = packages.join(', ');
  const command = [julia.executable, '--startup-file=no', '-e'];
  options.onLine(sentence("Asking for Julia's package server"));
  const { stdout: server } = await runTool([...command, printServer], { signal: options.signal });
  if (!(await isReachable(server, options.signal))) throw unreachable(names, sentence('{0} does not answer', server));

  await copyFile(join(source, 'Project.toml'), join(directory, 'Project.toml'));
  options.onLine(sentence('Installing {0} for Julia {1}', names, julia.version));
  const ended = await runTool([...command, instantiate], { ...options, environment: { JULIA_PROJECT: directory } });
  if (ended.succeeded) return;
  const full = await fullDisk(ended);
  if (full) throw full;
  if (/could not download|failed to clone|failed to resolve address|Could not resolve host/i.test(ended.output)) {
    throw unreachable(names, ended.end);
  }
  throw new SetUpError(
    'missing-package',
    sentence('Julia could not install {0}: {1}.\n{2}', names, ended.end, reasonOf(ended)),
  );
}

/** Where a proxy stands between, or no server is named, only Julia itself can tell. */
async function isReachable(server: string, signal: AbortSignal): Promise<boolean> {
  const hasProxy = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'].some(
    (name) => process.env[name],
  );
  if (hasProxy || !URL.canParse(server)) return true;
  try {
    await fetch(server, {
      method: 'HEAD',
      signal: AbortSignal.any([signal, AbortSignal.timeout(REACH_SECONDS * 1000)]),
    });
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

function unreachable(names: string, detail: Sentence): SetUpError {
  return new SetUpError(
    'missing-package',
    sentence("Julia's package server cannot be reached from here; {0} cannot be installed ({1}).", names, detail),
    sentence(
      'Set up again where it can be reached (JULIA_PKG_SERVER names another one), or point JULIA_PROJECT at a project that has {0}',
      names,
    ),
  );
}
