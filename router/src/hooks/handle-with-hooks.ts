import { errorAnswer, toClientError } from '../http/error-answer.js';
import type { RefusalNotes } from '../http/note-refusal.js';
import { noteRefusal } from '../http/note-refusal.js';
import { Answer } from '../pipeline/answer.js';
import type { HandleOperation, HttpOperation } from '../pipeline/handle-operation.js';
import { parseLosslessJson } from '../json/parse-lossless-json.js';
import { callHook } from './call-hook.js';
import { HookContext } from './hook-context.js';
import type { ResponseBody, ResponseHookArgument, RouterHooks } from './router-hooks.js';

/** Lets `onRequest` see requests before anything else does, and `onResponse` their answers after everything. */
export function handleWithHooks(
  { onRequest, onResponse }: RouterHooks,
  handleOperation: HandleOperation,
  notes: RefusalNotes,
): HandleOperation {
  async function begin(request: HttpOperation, context: HookContext): Promise<Answer> {
    if (onRequest === undefined) return handleOperation({ ...request, hookContext: context });
    const headers = { ...request.headers };
    await callHook(onRequest, { method: request.method, headers, context });
    return handleOperation({ ...request, headers, hookContext: context });
  }

  return async (request) => {
    const context = new HookContext(request.requestId, request.clientAddress);
    if (onResponse === undefined) return begin(request, context);
    let answer: HookedAnswer;
    let isOfOperation = false;
    try {
      const given = await begin(request, context);
      ({ isOfOperation } = given);
      answer = readAnswer(given);
    } catch (error) {
      const refusal = toClientError(error);
      noteRefusal(refusal, request.requestId, notes);
      const { status, headers, body } = errorAnswer(refusal, request.mediaType);
      answer = { status, headers: toRecord(headers), body: JSON.parse(body) as ResponseBody };
    }
    const argument: ResponseHookArgument = { ...answer, context };
    await callHook(onResponse, argument);
    return writeAnswer(argument, isOfOperation && argument.status === answer.status);
  };
}

type HookedAnswer = Pick<ResponseHookArgument, 'status' | 'headers' | 'body'>;

/** Each client's hook gets objects of its own, although the answer may be shared. */
function readAnswer(answer: Answer): HookedAnswer {
  const { headers, body } = answer.shared;
  return {
    status: answer.status,
    headers: toRecord(headers),
    body: parseLosslessJson(body.toString()) as ResponseBody,
  };
}

function writeAnswer({ status, headers, body }: HookedAnswer, isOfOperation: boolean): Answer {
  const list = Object.entries(headers).flatMap(([name, value]) => {
    if (name.toLowerCase() === 'content-length') return [];
    return (Array.isArray(value) ? value : [value]).flatMap((each) => [name, each]);
  });
  const { errors, data, ...rest } = body;
  // Errors come first, as in all answers.
  const ordered = {
    ...(errors === undefined ? {} : { errors }),
    ...(data === undefined ? {} : { data }),
    ...rest,
  };
  return new Answer(
    status,
    list,
    { start: '', text: JSON.stringify(ordered), end: '' },
    undefined,
    isOfOperation,
  );
}

function toRecord(headers: readonly string[]): Record<string, string | string[]> {
  const record: Record<string, string | string[]> = {};
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const name = (headers[index] as string).toLowerCase();
    const value = headers[index + 1] as string;
    const known = record[name];
    if (known === undefined) record[name] = value;
    else record[name] = Array.isArray(known) ? [...known, value] : [known, value];
  }
  return record;
}
