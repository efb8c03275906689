import { readFileSync } from 'node:fs';
import type { Hono } from 'hono';
import type { Env } from './desk.ts';

const FILES = [
  ['console.css', 'text/css; charset=utf-8'],
  ['console.js', 'text/javascript; charset=utf-8'],
  ['icon.svg', 'image/svg+xml'],
] as const;

/** The stylesheet, the script and the icon, which no build has touched. */
export function addAssets(app: Hono<Env>): void {
  for (const [name, type] of FILES) {
    const text = readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8');
    app.get(`/assets/${name}`, (c) => c.body(text, 200, { 'Content-Type': type }));
  }
}
