import * as vscode from 'vscode';

export type StepOutcome = 'next' | 'back' | 'cancelled';
export type Step = () => Promise<StepOutcome>;

interface Frame {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** Goes through steps with a way back; resolves with whether the last one was passed. */
export async function runSteps(steps: readonly Step[]): Promise<boolean> {
  let index = 0;
  for (let step = steps[index]; step !== undefined; step = steps[index]) {
    const outcome = await step();
    if (outcome === 'cancelled') return false;
    index = Math.max(0, index + (outcome === 'next' ? 1 : -1));
  }
  return true;
}

/** A choice of one; `current` is where it starts, and is put among the choices when it is not one of them. */
export async function pickOne<T extends string | number>(
  frame: Frame & { readonly placeholder: string },
  choices: readonly Choice<T>[],
  current: T,
  onChosen: (value: T) => void,
): Promise<StepOutcome> {
  const known = choices.some(({ value }) => value === current);
  const items = known ? choices : [...choices, { label: String(current), value: current }];
  return show(frame, items, (pick) => {
    pick.activeItems = items.filter(({ value }) => value === current);
    return () => {
      const [chosen] = pick.selectedItems;
      if (chosen === undefined) return false;
      onChosen(chosen.value);
      return true;
    };
  });
}

/** A choice of at least one. */
export async function pickMany<T>(
  frame: Frame & { readonly placeholder: string },
  items: readonly Choice<T>[],
  current: readonly T[],
  onChosen: (values: readonly T[]) => void,
): Promise<StepOutcome> {
  return show(frame, items, (pick) => {
    pick.canSelectMany = true;
    pick.selectedItems = items.filter(({ value }) => current.includes(value));
    return () => {
      if (pick.selectedItems.length === 0) return false;
      onChosen(pick.selectedItems.map(({ value }) => value));
      return true;
    };
  });
}

/** A whole number, typed. */
export async function askForNumber(
  frame: Frame & { readonly prompt: string },
  current: number,
  pattern: RegExp,
  onChosen: (value: number) => void,
): Promise<StepOutcome> {
  const box = Object.assign(vscode.window.createInputBox(), frame);
  box.value = String(current);
  box.onDidChangeValue(() => {
    box.validationMessage = undefined;
  });
  return settle(box, () => {
    if (!pattern.test(box.value.trim())) {
      box.validationMessage = vscode.l10n.t('A whole number from 1 to 9999');
      return false;
    }
    onChosen(Number(box.value));
    return true;
  });
}

function show<T>(
  frame: Frame & { readonly placeholder: string },
  items: readonly Choice<T>[],
  prepare: (pick: vscode.QuickPick<Choice<T>>) => () => boolean,
): Promise<StepOutcome> {
  const pick = Object.assign(vscode.window.createQuickPick<Choice<T>>(), frame);
  pick.items = items;
  return settle(pick, prepare(pick));
}

/** Shows an input until it is accepted, left, or turned back from. `accept` says whether what it holds will do. */
function settle(
  input: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  accept: () => boolean,
): Promise<StepOutcome> {
  return new Promise((resolve) => {
    const end = (outcome: StepOutcome): void => {
      resolve(outcome);
      input.dispose();
    };
    input.ignoreFocusOut = true;
    input.buttons = (input.step ?? 1) > 1 ? [vscode.QuickInputButtons.Back] : [];
    input.onDidTriggerButton(() => {
      end('back');
    });
    input.onDidAccept(() => {
      if (accept()) end('next');
    });
    input.onDidHide(() => {
      end('cancelled');
    });
    input.show();
  });
}
