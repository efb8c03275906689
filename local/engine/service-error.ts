/**
 * An answer in the shape in which AWS reports errors.
 * `type` goes into `__type`; `queryCode` is the older code that SQS repeats in the header `x-amzn-query-error`
 * and in the failed entries of a batch. The message never quotes a value of the request.
 */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly type: string;
  readonly queryCode: string | undefined;
  readonly status: number;

  constructor(type: string, message: string, options: { queryCode?: string; status?: number } = {}) {
    super(message);
    this.type = type;
    this.queryCode = options.queryCode;
    this.status = options.status ?? 400;
  }
}
