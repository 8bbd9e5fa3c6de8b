/** A call of somebody else's system. */
export interface WebhookRequest {
  /** As it came: signatures are made of bytes. */
  readonly body: Buffer;
  /** Lower-case names; repeated ones are joined with a comma. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface WebhookResponse {
  readonly status: number;
  /** Sent as JSON. */
  readonly body: object;
}

/** Answers the calls of a path. It has to find out itself who calls. What it throws is answered 500. */
export type Webhook = (request: WebhookRequest) => Promise<WebhookResponse>;

/** Bytes that a webhook may have. */
export const WEBHOOK_BODY_LIMIT = 512 * 1024;
