import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sentence, type Sentence } from '../../core/model/sentence.js';
import type { ProbeAnswer } from '../../core/toolchain/probe.js';
import { pythonOf } from './attempts.js';
import { fullDisk, SetUpError } from './set-up-error.js';
import { reasonOf, runTool, type ToolEnd, type ToolOptions } from './tool.js';

/** What pip prints when it cannot reach its index, in every generation. */
const UNREACHABLE =
  /NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|Network is unreachable|Temporary failure in name resolution/;

/**
 * Makes a virtual environment with pinned packages, and loads each package once: what cannot be loaded here (for want of a
 * CPU feature, say) is found out now and not in the middle of a run. Throws {@link SetUpError}.
 */
export async function makePythonEnvironment(
  directory: string,
  base: ProbeAnswer,
  requirements: string,
  packages: readonly string[],
  options: Pick<ToolOptions, 'signal'> & { readonly onLine: (line: string | Sentence) => void },
): Promise<void> {
  // When it is cancelled, pip leaves its temporary files where they are: there they go with the environment.
  const temporary = join(directory, 'tmp');
  await mkdir(temporary);
  const environment = { TMPDIR: temporary, TEMP: temporary };
  options.onLine(sentence('Making a virtual environment with Python {0}', base.version));
  const made = await runTool([base.executable, '-m', 'venv', directory], { signal: options.signal, environment });
  if (!made.succeeded) throw (await fullDisk(made)) ?? venvError(base, made);

  const python = pythonOf(directory);
  const install = ['-m', 'pip', 'install', '--no-input', '--disable-pip-version-check', '--progress-bar', 'off'];
  const installed = await runTool([python, ...install, '--requirement', requirements], {
    signal: options.signal,
    environment,
    onLine: (line) => {
      // A requirement for another version of Python is no news.
      if (!line.startsWith('Ignoring ')) options.onLine(line);
    },
  });
  if (!installed.succeeded) throw (await fullDisk(installed)) ?? pipError(requirements, installed);
  await rm(temporary, { recursive: true, force: true });

  options.onLine(sentence('Loading {0}', packages.join(', ')));
  const loaded = await runTool([python, '-c', packages.map((name) => `import ${name}\n`).join('')], {
    signal: options.signal,
  });
  if (!loaded.succeeded) {
    throw new SetUpError(
      'crash',
      sentence('What was installed cannot be loaded here: {0}.\n{1}', loaded.end, reasonOf(loaded)),
    );
  }
}

function venvError(base: ProbeAnswer, ended: ToolEnd): SetUpError {
  // Not "ensurepip" alone, which stands in what venv says of any failure.
  if (/ensurepip is not available|No module named '?(?:venv|ensurepip)/.test(ended.output)) {
    const series = base.version.split('.').slice(0, 2).join('.');
    return new SetUpError(
      'missing-package',
      sentence(
        'Python {0} ({1}) cannot make virtual environments: Debian keeps that in a package of its own.',
        base.version,
        base.executable,
      ),
      sentence('apt-get install python{0}-venv (as root), then set up again', series),
    );
  }
  return new SetUpError(
    'crash',
    sentence('No virtual environment could be made: {0}.\n{1}', ended.end, reasonOf(ended)),
  );
}

function pipError(requirements: string, ended: ToolEnd): SetUpError {
  if (UNREACHABLE.test(ended.output)) {
    return new SetUpError(
      'missing-package',
      sentence("Python's package index cannot be reached from here, so {0} cannot be installed.", requirements),
      sentence('Check the network (pip obeys HTTPS_PROXY and PIP_INDEX_URL), then set up again'),
    );
  }
  return new SetUpError(
    'missing-package',
    sentence('pip could not install {0}: {1}.\n{2}', requirements, ended.end, reasonOf(ended)),
  );
}
