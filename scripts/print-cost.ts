import { renderCosts } from './estimate-cost.ts';

console.log(renderCosts());
