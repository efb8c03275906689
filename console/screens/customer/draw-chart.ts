import { html } from 'hono/html';
import type { Html } from '../../page/html.ts';
import { sayDate } from '../../page/words.ts';
import type { DayFigures } from './count-days.ts';

const WIDTH = 1100;
const LEFT = 40;
const LINE = { top: 14, height: 110 };
const BARS = { top: 152, height: 80 };
const BOTTOM = 254;

const KINDS = ['activated', 'updated', 'deactivated', 'held'] as const;
type Kind = (typeof KINDS)[number];

/** 1, 2 or 5 times a power of ten, at or above: a scale that is read at a glance. */
export function roundUp(most: number): number {
  if (most <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= most) ?? most;
}

const totalOf = (day: DayFigures) => KINDS.reduce((sum, kind) => sum + day[kind], 0);
const round = (value: number) => Math.round(value * 10) / 10;

/** The line breaks where no run read anybody. */
function drawLine(days: readonly DayFigures[], most: number, xOf: (index: number) => number): string {
  let path = '';
  let isOn = false;
  for (const [index, { employed }] of days.entries()) {
    if (employed !== undefined) {
      const y = LINE.top + LINE.height * (1 - employed / most);
      path += `${isOn ? 'L' : 'M'}${round(xOf(index))} ${round(y)}${isOn ? '' : 'h.1'}`;
    }
    isOn = employed !== undefined;
  }
  return path;
}

function drawDay(day: DayFigures, x: number, width: number, most: number): Html {
  let y = BARS.top + BARS.height;
  const bars = KINDS.flatMap((kind: Kind) => {
    if (day[kind] === 0) return [];
    const height = Math.max(1.5, (BARS.height * day[kind]) / most);
    y -= height;
    return [
      html`<rect class="${kind}" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"/>`,
    ];
  });
  return html`${bars}`;
}

const label = (x: number, y: number, text: string | number, anchor = 'end') =>
  html`<text x="${round(x)}" y="${y}" text-anchor="${anchor}">${text}</text>`;

/** People who take part as a line; what was sent or held each day as bars below. A table beside it says the same. */
export function drawChart(days: readonly DayFigures[]): Html {
  const step = (WIDTH - LEFT) / Math.max(1, days.length);
  const xOf = (index: number) => LEFT + step * (index + 0.5);
  const people = roundUp(Math.max(1, ...days.map(({ employed = 0 }) => employed)));
  const changes = roundUp(Math.max(1, ...days.map(totalOf)));
  const floor = BARS.top + BARS.height;
  const [first, last] = [days[0]?.date ?? '', days.at(-1)?.date ?? ''];
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Chart"><svg class="chart" viewBox="0 0 ${WIDTH} ${BOTTOM}" role="img" aria-labelledby="chart-title">
<title id="chart-title">${sayDate(first)} to ${sayDate(last)}: people who take part, and changes per day</title>
<path class="grid" d="M${LEFT} ${LINE.top}H${WIDTH}M${LEFT} ${LINE.top + LINE.height}H${WIDTH}M${LEFT} ${BARS.top}H${WIDTH}M${LEFT} ${floor}H${WIDTH}"/>
${label(LEFT - 6, LINE.top + 4, people)}${label(LEFT - 6, LINE.top + LINE.height + 4, 0)}${label(LEFT - 6, BARS.top + 4, changes)}${label(LEFT - 6, floor + 4, 0)}
${label(LEFT + 4, LINE.top - 4, 'people', 'start')}${label(LEFT + 4, BARS.top - 4, 'changes a day', 'start')}
<path class="people" d="${drawLine(days, people, xOf)}"/>
${days.map((day, index) => drawDay(day, LEFT + step * index + step * 0.15, step * 0.7, changes))}
${label(LEFT, BOTTOM - 2, sayDate(first), 'start')}${label(WIDTH, BOTTOM - 2, sayDate(last))}
</svg></div>`;
}

const NAMES: { readonly [K in Kind]: string } = {
  activated: 'access sent',
  updated: 'change sent',
  deactivated: 'end of access sent',
  held: 'held',
};

/** What the colours mean, and the same figures in a table: the days on which something happened. */
export function renderFigures(days: readonly DayFigures[]): Html {
  const legend = KINDS.map((kind) => html`<li class="${kind}"><span aria-hidden="true">■</span> ${NAMES[kind]}</li>`);
  const busy = days.filter((day) => totalOf(day) > 0).toReversed();
  const rows = busy.map(
    (day) =>
      html`<tr><th scope="row">${sayDate(day.date)}</th><td>${day.employed ?? '–'}</td>${KINDS.map((kind) => html`<td>${day[kind]}</td>`)}</tr>`,
  );
  const heads = KINDS.map((kind) => html`<th scope="col">${NAMES[kind]}</th>`);
  return html`<ul class="legend"><li class="people"><span aria-hidden="true">━</span> people who take part</li>${legend}</ul>
<details><summary>The same as a table</summary>
${busy.length === 0 ? html`<p>Nothing was sent or held on any of these days.</p>` : html`<div class="scroll"><table class="figures"><thead><tr><th scope="col">Day</th><th scope="col">take part</th>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`}
</details>`;
}
