import { decodeCursor } from '@techally/subgraph-kit';
import { TEMPLATE_ORDER, type TemplateStore } from '../ports/template-store.js';
import type { Database } from './prisma-client.js';

/** Templates in PostgreSQL. */
export function createPrismaTemplateStore(database: Database): TemplateStore {
  return {
    page(page) {
      const [key] = page.cursor === null ? [null] : decodeCursor(TEMPLATE_ORDER, page.cursor, 1);
      const forward = page.direction === 'forward';
      return database.notificationTemplate.findMany({
        ...(page.cursor === null ? {} : { where: { key: { [forward ? 'gt' : 'lt']: String(key) } } }),
        orderBy: { key: forward ? 'asc' : 'desc' },
        take: page.limit + 1,
      });
    },

    count: () => database.notificationTemplate.count(),

    async save(templates) {
      const rows = JSON.stringify(
        templates.map(({ key, channel, subject, body }) => ({ key, channel, subject, body })),
      );
      // In one order: replicas that start together must not wait for each other.
      await database.$executeRaw`
        INSERT INTO notification_templates AS t (key, channel, subject, body)
        SELECT key, channel, subject, body
        FROM jsonb_to_recordset(${rows}::jsonb) AS template (key text, channel channel, subject text, body text) ORDER BY key
        ON CONFLICT (key) DO UPDATE
        SET channel = excluded.channel, subject = excluded.subject, body = excluded.body, version = t.version + 1, updated_at = now()
        WHERE (t.channel, t.subject, t.body) IS DISTINCT FROM (excluded.channel, excluded.subject, excluded.body)`;
    },
  };
}
