import type { Connection } from '@techally/subgraph-kit';
import { ConnectionArgs, pageRequest, toConnection } from '@techally/subgraph-kit';
import { Args, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { TemplatePreview } from '../application/preview-template.js';
import type { TemplateStore } from '../ports/template-store.js';
import { TEMPLATE_ORDER } from '../ports/template-store.js';
import { showTemplate } from './show.js';
import {
  NotificationPreview,
  NotificationTemplateConnection,
  NotificationTemplateType,
} from './types/notification-template-type.js';

/** What administrators see of templates. */
@Resolver(() => NotificationTemplateType)
export class NotificationTemplateResolver {
  constructor(
    private readonly store: TemplateStore,
    private readonly previewOf: (template: NotificationTemplateType) => TemplatePreview | null,
    private readonly eventsOf: (key: string) => readonly string[],
  ) {}

  @Query(() => NotificationTemplateConnection, {
    description: 'The words of all notifications, by key. For administrators.',
  })
  async notificationTemplates(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<NotificationTemplateType>> {
    const page = pageRequest(args);
    return toConnection({
      rows: await this.store.page(page),
      page,
      order: TEMPLATE_ORDER,
      cursorOf: ({ key }) => [key],
      nodeOf: showTemplate,
      totalCount: () => this.store.count(),
    });
  }

  @FieldResolver(() => [String], {
    description:
      'The messages between services that it is sent for, such as OrderConfirmed; empty when it is sent no more.',
  })
  events(@Root() { key }: NotificationTemplateType): readonly string[] {
    return this.eventsOf(key);
  }

  @FieldResolver(() => NotificationPreview, {
    nullable: true,
    description:
      'What it looks like, filled with sample data; null when the sample does not fit it (any more).',
  })
  preview(@Root() template: NotificationTemplateType): NotificationPreview | null {
    return this.previewOf(template);
  }
}
