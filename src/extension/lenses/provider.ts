import * as vscode from 'vscode';
import type { TrainCall } from '../../core/train-calls/index.js';
import { commands } from '../contributions.js';
import { codeLensEnabled } from '../settings.js';
import type { CallAnnotation, FileAnnotations } from './annotation.js';
import type { Annotations } from './annotations.js';
import type { DocumentCalls } from './document-calls.js';
import { escapeMarkdown } from './markdown.js';
import { place, type PlacedCall } from './place.js';
import { rolesOf, type Role } from './roles.js';
import { details, resultTitle, unattributedDetails } from './text.js';

/** A lens that knows what it will say; saying it waits until it is drawn. */
class TrainCallLens extends vscode.CodeLens {
  constructor(
    range: vscode.Range,
    readonly role: Role,
    readonly uri: vscode.Uri,
    readonly placed: PlacedCall,
  ) {
    super(range);
  }
}

/** Shows the annotations above the train calls of a document, and offers to measure those that have none. */
export class TrainCallLenses implements vscode.CodeLensProvider<TrainCallLens>, vscode.HoverProvider {
  readonly #annotations: Annotations;
  readonly #calls: DocumentCalls;
  readonly onDidChangeCodeLenses: vscode.Event<void>;

  constructor(annotations: Annotations, calls: DocumentCalls, onDidChange: vscode.Event<void>) {
    this.#annotations = annotations;
    this.#calls = calls;
    this.onDidChangeCodeLenses = onDidChange;
  }

  provideCodeLenses(document: vscode.TextDocument, token: vscode.CancellationToken): TrainCallLens[] {
    if (token.isCancellationRequested || !codeLensEnabled(document.uri)) return [];
    const file = this.#annotations.get(document.uri);
    return rolesOf(this.#placed(document), file).map(
      ({ placed, role }) => new TrainCallLens(rangeOf(placed.call), role, document.uri, placed),
    );
  }

  resolveCodeLens(lens: TrainCallLens): TrainCallLens {
    lens.command = this.#command(lens);
    return lens;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    if (!codeLensEnabled(document.uri)) return undefined;
    const file = this.#annotations.get(document.uri);
    if (file === undefined) return undefined;
    const placed = this.#placed(document).find(({ call }) => rangeOf(call).contains(position));
    if (placed?.annotation === undefined) return undefined;
    const [title = '', ...lines] = details(placed.annotation, file, placed.isStale);
    const paragraphs = [`**${escapeMarkdown(title)}**`, ...lines.map(escapeMarkdown)];
    return new vscode.Hover(new vscode.MarkdownString(paragraphs.join('\n\n')), rangeOf(placed.call));
  }

  #placed(document: vscode.TextDocument): readonly PlacedCall[] {
    return place(this.#calls.of(document), this.#annotations.get(document.uri)?.calls ?? []);
  }

  #command({ role, uri, placed: { annotation, isStale, call } }: TrainCallLens): vscode.Command {
    const file = this.#annotations.get(uri);
    switch (role) {
      case 'result':
        return resultCommand(uri, call, annotation, file, isStale);
      case 'unattributed':
        return file === undefined
          ? NOTHING
          : { command: '', title: vscode.l10n.t('unattributed'), tooltip: unattributedDetails(file) };
      case 'run':
        if (this.#annotations.isRunning(uri)) return runningCommand();
        return annotation === undefined
          ? { command: commands.runFileTimed, title: vscode.l10n.t('$(watch) Run timed'), arguments: [uri] }
          : rerunCommand(uri, file);
      case 'compare':
        return annotation === undefined
          ? NOTHING
          : {
              command: commands.compareCall,
              title: vscode.l10n.t('Compare'),
              arguments: [uri, annotation.call.ordinal],
            };
      case 'clear':
        return { command: commands.clearTimings, title: vscode.l10n.t('Clear'), arguments: [uri] };
    }
  }
}

/** What a lens says when the store was cleared between providing and drawing. */
const NOTHING: vscode.Command = { command: '', title: '' };

function runningCommand(): vscode.Command {
  return {
    command: commands.cancelRun,
    title: vscode.l10n.t('$(loading~spin) running'),
    tooltip: vscode.l10n.t('Cancel Run'),
  };
}

/** What gave a time its comparison is run again with it; alone, it would come back without. */
function rerunCommand(uri: vscode.Uri, file: FileAnnotations | undefined): vscode.Command {
  const title = vscode.l10n.t('$(debug-restart) Re-run');
  return file?.source.kind === 'benchmark'
    ? {
        command: commands.runAgain,
        title,
        tooltip: vscode.l10n.t('Runs the benchmark that this time is of again, with all its implementations'),
        arguments: [file.source.runId, uri],
      }
    : { command: commands.runFileTimed, title, tooltip: vscode.l10n.t('Runs this file again'), arguments: [uri] };
}

function resultCommand(
  uri: vscode.Uri,
  call: TrainCall,
  annotation: CallAnnotation | undefined,
  file: FileAnnotations | undefined,
  isStale: boolean,
): vscode.Command {
  if (annotation === undefined || file === undefined) return NOTHING;
  const title = resultTitle(annotation, isStale);
  const tooltip = details(annotation, file, isStale).join('\n');
  return file.source.kind === 'benchmark'
    ? { command: commands.showResults, title, tooltip, arguments: [file.source.runId] }
    : { command: commands.showCallDetails, title, tooltip, arguments: [uri, call.start.line, call.start.column] };
}

function rangeOf({ start, end }: TrainCall): vscode.Range {
  return new vscode.Range(start.line, start.column, end.line, end.column);
}
