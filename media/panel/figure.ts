import * as l10n from '@vscode/l10n';
import type { Headline, Segment } from '../../src/core/report/index.js';
import { brokenLines } from './broken-lines.js';
import type { ChartFigure } from './charts/chart-figure.js';
import { setAttributes, svg } from './dom.js';
import { runTitle } from './head.js';
import { LaneDrawing } from './lane-drawing.js';
import { shownLanes } from './lane-model.js';
import { hatch } from './hatch.js';
import { laneSigns } from './lanes.js';
import type { Report } from './report.js';
import { fitted, widthOf } from './text-width.js';
import type { Theme } from './theme.js';
import type { View } from './view.js';

const WIDTH = 1180;
const MARGIN = 28;
const INNER = WIDTH - 2 * MARGIN;
/** Between two charts. */
const GAP = 28;

/** How words of each weight are written. */
const LOOKS: Readonly<Record<Segment['weight'], (theme: Theme) => Record<string, string | number>>> = {
  strong: ({ foreground }) => ({ fill: foreground, 'font-weight': 600 }),
  normal: ({ foreground }) => ({ fill: foreground }),
  dim: ({ dim }) => ({ fill: dim }),
};

/** What the hatchings of the lanes mean, in a row; the lanes define them. */
function phaseSigns(theme: Theme, y: number): SVGGElement {
  const group = svg('g', { fill: theme.dim });
  let x = MARGIN;
  for (const { label, pattern } of laneSigns()) {
    const box = { x, y, width: 18, height: 10 };
    group.append(
      svg('rect', box),
      ...(pattern ? [svg('rect', { ...box, fill: hatch(pattern) })] : []),
      svg('text', { x: x + 25, y: y + 10 }, label),
    );
    x += widthOf(label, theme) + 48;
  }
  return group;
}

/** The charts in rows of two from `top` on, each below its title. */
function chartGrid(view: View, charts: readonly ChartFigure[], top: number) {
  const { theme } = view;
  const width = (INNER - GAP) / 2;
  const pictures = charts.map((chart) => chart.picture(view, width)).filter((picture) => picture !== undefined);
  const rowHeight = Math.max(0, ...pictures.map(({ height }) => height)) + 44;
  const parts = pictures.flatMap(({ title, drawing }, index) => {
    const x = MARGIN + (index % 2) * (width + GAP);
    const y = top + Math.floor(index / 2) * rowHeight;
    const words = { x, y: y + theme.fontSize, fill: theme.dim, 'font-size': theme.fontSize };
    return [
      svg('text', words, fitted(title, width, theme)),
      svg('g', { transform: `translate(${x} ${y + 22})` }, drawing),
    ];
  });
  return { parts, height: Math.ceil(pictures.length / 2) * rowHeight };
}

/** The answer, its conditions, the lanes and the charts as one drawing that needs nothing from outside. */
function figure(view: View, report: Report, charts: readonly ChartFigure[]): SVGSVGElement {
  const { theme, identities, snapshot } = view;
  const { headline, conditions } = report.of(snapshot.run);
  const parts: SVGElement[] = [];
  let y = MARGIN;
  const write = (segments: Headline['segments'], scale: number): void => {
    for (const line of brokenLines(segments, INNER, theme, scale)) {
      y += theme.fontSize * scale * 1.35;
      const spans = line.map(({ text, weight }) => svg('tspan', LOOKS[weight](theme), text));
      parts.push(svg('text', { x: MARGIN, y, 'font-size': theme.fontSize * scale, 'xml:space': 'preserve' }, ...spans));
    }
  };
  const writeDim = (text: string): void => {
    write([{ text, weight: 'dim' }], 1);
  };
  writeDim(runTitle(snapshot.run));
  write(headline.segments, 1.6);
  y += 6;
  writeDim([conditions.sameWorkText, ...conditions.items].join('  ·  '));
  conditions.warnings.forEach(writeDim);
  y += 16;
  const lanes = new LaneDrawing();
  const shown = shownLanes(view);
  lanes.update(shown, { width: INNER, theme, identities });
  setAttributes(lanes.element, { x: MARGIN, y });
  parts.push(lanes.element);
  y += Number(lanes.element.getAttribute('height')) + 4;
  if (shown.some(({ segments }) => segments.length > 0)) {
    parts.push(phaseSigns(theme, y));
    y += 40;
  }

  const grid = chartGrid(view, charts, y);
  const height = Math.ceil(y + grid.height + MARGIN);
  return svg(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: WIDTH,
      height,
      viewBox: `0 0 ${WIDTH} ${height}`,
      'font-family': theme.fontFamily,
      'font-size': theme.fontSize,
    },
    svg('title', {}, headline.text),
    svg('rect', { width: WIDTH, height, fill: theme.background }),
    ...parts,
    ...grid.parts,
  );
}

export function figureSvg(...what: Parameters<typeof figure>): string {
  return `${new XMLSerializer().serializeToString(figure(...what))}\n`;
}

/** The same drawing as pixels, two for each of its own so that it prints well; in base64. */
export async function figurePng(...what: Parameters<typeof figure>): Promise<string> {
  const drawing = figure(...what);
  const url = URL.createObjectURL(
    new Blob([new XMLSerializer().serializeToString(drawing)], { type: 'image/svg+xml' }),
  );
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = 2 * WIDTH;
    canvas.height = 2 * Number(drawing.getAttribute('height'));
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const [, base64] = /^data:image\/png;base64,(.+)$/.exec(canvas.toDataURL('image/png')) ?? [];
    if (!context || base64 === undefined) {
      const { width, height } = canvas;
      throw new Error(l10n.t('A picture of {0} × {1} pixels is more than this window can draw.', width, height));
    }
    return base64;
  } finally {
    URL.revokeObjectURL(url);
  }
}
