import { createRouterSubject, transportOf } from './router-subject.js';
import type { CreateSubject } from './subject.js';

/**
 * A router that keeps all that it can. Each case has a world of its own, so it begins with nothing; a query is asked twice, and
 * what counts is the second answer.
 */
export const cachingRouterSubject: CreateSubject = async (supergraphSdl, answer) => {
  const subject = await createRouterSubject({
    supergraphSdl,
    transport: transportOf(answer),
    cache: { enabled: true, defaultMaxAge: 600 },
  });
  return {
    log: subject.log,
    async execute(request) {
      subject.forget();
      const first = await subject.execute(request);
      return request.query.startsWith('mutation') ? first : subject.execute(request);
    },
    close: () => subject.close(),
  };
};
