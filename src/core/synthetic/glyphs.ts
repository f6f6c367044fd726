/** A point in the unit square; x goes right, y goes down. */
export type Point = readonly [x: number, y: number];
/** Points joined by straight strokes. */
export type Polyline = readonly Point[];

/** Part of an ellipse as a polyline. Degrees go clockwise from the right, as y goes down. */
function arc(centre: Point, radii: Point, fromDegrees: number, toDegrees: number): Polyline {
  const steps = Math.ceil(Math.abs(toDegrees - fromDegrees) / 30);
  return Array.from({ length: steps + 1 }, (_, step): Point => {
    const angle = ((fromDegrees + ((toDegrees - fromDegrees) * step) / steps) * Math.PI) / 180;
    return [centre[0] + radii[0] * Math.cos(angle), centre[1] + radii[1] * Math.sin(angle)];
  });
}

/** The strokes of the digits 0 to 9. */
export const glyphs: readonly (readonly Polyline[])[] = [
  [arc([0.5, 0.5], [0.27, 0.4], 0, 360)],
  [
    [
      [0.36, 0.26],
      [0.55, 0.1],
      [0.55, 0.9],
    ],
  ],
  [[...arc([0.5, 0.33], [0.26, 0.23], 190, 390), [0.24, 0.9], [0.78, 0.9]]],
  [arc([0.47, 0.3], [0.25, 0.2], 200, 450), arc([0.47, 0.7], [0.28, 0.2], 270, 520)],
  [
    [
      [0.62, 0.9],
      [0.62, 0.1],
      [0.2, 0.62],
      [0.82, 0.62],
    ],
  ],
  [[[0.75, 0.1], [0.31, 0.1], [0.28, 0.46], ...arc([0.48, 0.66], [0.28, 0.24], 235, 500)]],
  [arc([0.5, 0.68], [0.24, 0.22], 0, 360), arc([0.74, 0.66], [0.48, 0.56], 180, 265)],
  [
    [
      [0.22, 0.1],
      [0.78, 0.1],
      [0.42, 0.9],
    ],
  ],
  [arc([0.5, 0.29], [0.2, 0.19], 0, 360), arc([0.5, 0.69], [0.25, 0.21], 0, 360)],
  [
    arc([0.5, 0.32], [0.23, 0.22], 0, 360),
    [
      [0.73, 0.32],
      [0.66, 0.9],
    ],
  ],
];
