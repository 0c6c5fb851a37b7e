/** What the API says when it refuses, as a value that every screen can show. */

export interface FieldProblem {
  code: string;
  message: string;
}

interface ErrorBody {
  code?: string;
  message?: string;
  extra?: Record<string, unknown> | null;
}

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly extra: Record<string, unknown>;

  /** `status` is 0 when no answer came at all. */
  constructor(status: number, body: ErrorBody) {
    super(body.message ?? "");
    this.name = "ApiError";
    this.status = status;
    this.code = body.code ?? codeOfStatus(status);
    this.extra = body.extra ?? {};
  }

  /** Problems by the path of the input they are about, such as `devices.0.name`. */
  get fields(): Record<string, FieldProblem[]> {
    const fields = this.extra.fields;
    return typeof fields === "object" && fields !== null ? (fields as Record<string, FieldProblem[]>) : {};
  }
}

function codeOfStatus(status: number): string {
  if (status === 0) return "network";
  if (status === 401) return "not_signed_in";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  return status >= 500 ? "server" : "unknown";
}

/** Any thrown value as an ApiError; what did not come from the API is a failure of the network. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  return new ApiError(0, { code: "network", message: thrown instanceof Error ? thrown.message : "" });
}

/** The refusal in a response; proxies answer in HTML, so an unreadable body is not an error of its own. */
export async function errorOfResponse(response: Response): Promise<ApiError> {
  const body: unknown = await response.clone().json().catch(() => null);
  const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
  return new ApiError(response.status, isObject ? body : {});
}
