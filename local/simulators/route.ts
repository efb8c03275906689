import type { SimulatedRequest, SimulatedResponse } from './http-exchange.ts';

/** What one method and path pattern does. */
export interface Route {
  /** Method and pattern, `GET /company/employees/:id`. */
  readonly name: string;
  readonly method: string;
  readonly segments: readonly string[];
  readonly answer: (request: SimulatedRequest, parameters: readonly string[]) => SimulatedResponse;
}

/** A route from its name, `GET /company/employees/:id`; the parameters arrive in the order of the path. */
export function route(name: string, answer: Route['answer']): Route {
  const [method = '', pattern = ''] = name.split(' ');
  return { name, method, segments: pattern.split('/'), answer };
}

/** The first route that fits, with what stands at its `:` places. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; parameters: readonly string[] } | undefined {
  const segments = path.split('/');
  for (const candidate of routes) {
    if (candidate.method !== method || candidate.segments.length !== segments.length) continue;
    const parameters: string[] = [];
    const fits = candidate.segments.every((pattern, index) => {
      const segment = segments[index] ?? '';
      if (!pattern.startsWith(':')) return pattern === segment;
      parameters.push(segment);
      return segment !== '';
    });
    if (fits) return { route: candidate, parameters };
  }
  return undefined;
}
