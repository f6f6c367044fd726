import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Language } from '../core/model/experiment.js';
import { installedInterpreters } from '../node/toolchain/index.js';
import { findJuliaProject } from './julia-project.js';
import { interpreterSettings } from './settings.js';

/** The part of ms-python's public interface (1.75 and later) that is used here. */
interface PythonExtensionApi {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    resolveEnvironment(path: { readonly path: string }): Promise<{ executable: { uri?: vscode.Uri } } | undefined>;
  };
}

/** The part of julia-vscode's public interface that is used here. */
interface JuliaExtensionApi {
  /** Rejects when no Julia is installed. `file` is what `command` was called before. */
  getJuliaExecutable?(): Promise<{
    readonly command?: string;
    readonly file?: string;
    readonly args?: readonly string[];
  }>;
  /** The absolute path of the project that the person works in. */
  getEnvironment?(): Promise<string>;
}

/** What is launched, and what must stand before a program on its command line: juliaup's channel, Julia's project. */
export interface Interpreter {
  readonly path: string;
  readonly arguments: readonly string[];
}

/**
 * What runs a person's own file: the language extension's choice where it is installed and has one, else this
 * extension's setting, else PATH. Undefined when there is none.
 */
export async function interpreterFor(language: Language, file: vscode.Uri): Promise<Interpreter | undefined> {
  return language === 'python' ? pythonFor(file) : juliaFor(file);
}

async function pythonFor(file: vscode.Uri): Promise<Interpreter | undefined> {
  return (await chosenPython(file)) ?? otherwise('python', file);
}

async function juliaFor(file: vscode.Uri): Promise<Interpreter | undefined> {
  const api = await exportsOf<JuliaExtensionApi>('julialang.language-julia');
  const interpreter = (await chosenJulia(api)) ?? (await otherwise('julia', file));
  return (
    interpreter && { ...interpreter, arguments: [...interpreter.arguments, ...(await projectArguments(api, file))] }
  );
}

/** The setting, else PATH. */
async function otherwise(language: Language, file: vscode.Uri): Promise<Interpreter | undefined> {
  const path = interpreterSettings(file)[language] ?? (await installedInterpreters(language))[0];
  return path === undefined ? undefined : { path, arguments: [] };
}

async function chosenPython(file: vscode.Uri): Promise<Interpreter | undefined> {
  const environments = (await exportsOf<PythonExtensionApi>('ms-python.python'))?.environments;
  const environment = await orNothing(() =>
    environments?.resolveEnvironment(environments.getActiveEnvironmentPath(file)),
  );
  const path = environment?.executable.uri?.fsPath;
  return path === undefined ? undefined : { path, arguments: [] };
}

async function chosenJulia(api: JuliaExtensionApi | undefined): Promise<Interpreter | undefined> {
  const executable = await orNothing(() => api?.getJuliaExecutable?.());
  const path = executable?.command ?? executable?.file;
  return path === undefined ? undefined : { path, arguments: executable?.args ?? [] };
}

/**
 * The project whose packages a Julia file finds: the one that JULIA_PROJECT names, which Julia sees to by itself, else
 * the Julia extension's choice, else the nearest above the file.
 */
async function projectArguments(api: JuliaExtensionApi | undefined, file: vscode.Uri): Promise<readonly string[]> {
  if ((process.env['JULIA_PROJECT'] ?? '') !== '') return [];
  const chosen = await orNothing(() => api?.getEnvironment?.());
  const project = chosen ?? (await findJuliaProject(dirname(file.fsPath)));
  return project === undefined ? [] : [`--project=${project}`];
}

/** Another extension's public interface; undefined when it is not installed or fails to start. */
async function exportsOf<T>(id: string): Promise<T | undefined> {
  const extension = vscode.extensions.getExtension<T>(id);
  return orNothing(() => extension?.activate());
}

/** What another extension answers; when it fails, what it would have chosen is found in another way. */
async function orNothing<T>(ask: () => Thenable<T> | undefined): Promise<T | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}
