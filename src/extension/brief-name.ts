interface Named {
  readonly id: string;
  readonly title: string;
  readonly framework: string;
}

/** An implementation's framework where that tells it from the others, else its title. */
export function briefName(implementations: readonly Named[], id: string): string {
  const named = implementations.find((each) => each.id === id);
  const namesakes = implementations.filter(({ framework }) => framework === named?.framework);
  return (namesakes.length === 1 ? named?.framework : named?.title) ?? id;
}
