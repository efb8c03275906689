import { type CaseResult, median } from './figures.ts';

/** One line of the plot: figures of the cases `unchanged-…`, by number of people. */
interface Line {
  readonly figure: string;
  readonly label: string;
  readonly colour: string;
}

interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly Line[];
}

const PANELS: readonly Panel[] = [
  {
    title: 'Time of an unchanged day, without limits',
    unit: 's',
    lines: [
      { figure: 'wall', label: 'sync', colour: '#0b6e4f' },
      { figure: 'wall, floor', label: 'floor', colour: '#9a9a9a' },
    ],
  },
  {
    title: 'Peak memory',
    unit: 'MB',
    lines: [
      { figure: 'peak memory', label: 'sync', colour: '#0b6e4f' },
      { figure: 'peak memory, floor', label: 'floor', colour: '#9a9a9a' },
    ],
  },
];

const WIDTH = 420;
const HEIGHT = 300;
const BOX = { left: 56, right: 20, top: 40, bottom: 44 };

/** Both axes are logarithmic: a straight line of slope one is work that grows as the people do. */
function scale(value: number, from: number, to: number): number {
  return (Math.log10(value) - Math.log10(from)) / (Math.log10(to) - Math.log10(from));
}

interface Point {
  readonly people: number;
  readonly value: number;
}

function pointsOf(results: readonly CaseResult[], figure: string, unit: string): readonly Point[] {
  return results.flatMap(({ name, figures }) => {
    const people = /^unchanged-(\d+)k$/.exec(name)?.[1];
    const found = figures.find((one) => one.name === figure);
    if (people === undefined || found === undefined) return [];
    return [{ people: Number(people) * 1_000, value: median(found.values) / (unit === 's' ? 1_000 : 1) }];
  });
}

function powersBetween(from: number, to: number): readonly number[] {
  const first = Math.round(Math.log10(from));
  return Array.from({ length: Math.round(Math.log10(to)) - first + 1 }, (_, n) => 10 ** (first + n));
}

function drawPanel(results: readonly CaseResult[], panel: Panel, left: number): string {
  const series = panel.lines.map((line) => ({ line, points: pointsOf(results, line.figure, panel.unit) }));
  const values = series.flatMap(({ points }) => points.map(({ value }) => value));
  const from = 10 ** Math.floor(Math.log10(Math.min(...values)));
  const to = 10 ** Math.ceil(Math.log10(Math.max(...values)));
  const x = (people: number) => left + BOX.left + scale(people, 1_000, 100_000) * (WIDTH - BOX.left - BOX.right);
  const y = (value: number) => HEIGHT - BOX.bottom - scale(value, from, to) * (HEIGHT - BOX.top - BOX.bottom);
  const text = (at: { x: number; y: number }, words: string, more = '') =>
    `<text x="${at.x.toFixed(1)}" y="${at.y.toFixed(1)}"${more}>${words}</text>`;
  const middle = ' text-anchor="middle"';
  const grid = powersBetween(from, to).map((value) => {
    const at = y(value).toFixed(1);
    return (
      `<line x1="${left + BOX.left}" x2="${left + WIDTH - BOX.right}" y1="${at}" y2="${at}" stroke="#ddd"/>` +
      text({ x: left + BOX.left - 6, y: y(value) + 4 }, value.toLocaleString('en'), ' text-anchor="end"')
    );
  });
  const people = powersBetween(1_000, 100_000).map((count) =>
    text({ x: x(count), y: HEIGHT - BOX.bottom + 18 }, count.toLocaleString('en'), middle),
  );
  const lines = series.map(({ line, points }) => {
    const path = points.map((point) => `${x(point.people).toFixed(1)},${y(point.value).toFixed(1)}`).join(' ');
    const dots = points.map(
      (point) =>
        `<circle cx="${x(point.people).toFixed(1)}" cy="${y(point.value).toFixed(1)}" r="3" fill="${line.colour}"/>` +
        text(
          { x: x(point.people), y: y(point.value) + (line.label === 'sync' ? -8 : 16) },
          point.value.toPrecision(3),
          `${middle} fill="${line.colour}"`,
        ),
    );
    return `<polyline points="${path}" fill="none" stroke="${line.colour}" stroke-width="2"/>${dots.join('')}`;
  });
  const legend = panel.lines.map((line, n) =>
    text({ x: left + BOX.left + n * 60, y: 34 }, line.label, ` fill="${line.colour}"`),
  );
  const title = text({ x: left + BOX.left, y: 18 }, `${panel.title} (${panel.unit})`, ' font-weight="bold"');
  const axis = text({ x: left + (WIDTH + BOX.left) / 2, y: HEIGHT - 8 }, 'people', middle);
  return [title, ...legend, ...grid, ...people, ...lines, axis].join('\n');
}

/** An SVG of time and memory against the number of people; needs the three cases `unchanged-…`. */
export function drawPlot(results: readonly CaseResult[]): string {
  const width = WIDTH * PANELS.length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}" font-family="sans-serif" font-size="11">`,
    '<rect width="100%" height="100%" fill="white"/>',
    ...PANELS.map((panel, n) => drawPanel(results, panel, n * WIDTH)),
    '</svg>',
    '',
  ].join('\n');
}
