import { createSupportHandler } from './create-handler.ts';

export const handler = createSupportHandler({ source: process.env });
