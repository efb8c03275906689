import { createHandler } from './create-handler.ts';

export const handler = createHandler({ source: process.env });
