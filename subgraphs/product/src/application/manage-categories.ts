import { randomUUID } from 'node:crypto';
import type { AuditActor } from '@techally/subgraph-kit';
import { auditRecorded, changedProperties, ErrorCode, isUuid, refuse } from '@techally/subgraph-kit';
import type { Category } from '../domain/category.js';
import { slugOf } from '../domain/category.js';
import type { CategoryStore } from '../ports/category-store.js';
import { categoryState } from './audited-states.js';

export interface CreateCategory {
  readonly name: string;
  readonly parentId: string | null;
}

export interface UpdateCategory {
  readonly id: string;
  readonly version: number;
  readonly name?: string;
  /** Null makes it a root. */
  readonly parentId?: string | null;
}

/** Changes to the category tree by an administrator, each with its audit record. Each throws a `UserErrorException` for what the input has wrong. */
export interface CategoryManagement {
  create(actor: AuditActor, input: CreateCategory): Promise<Category>;
  update(actor: AuditActor, input: UpdateCategory): Promise<Category>;
}

export interface CategoryManagementDependencies {
  readonly categories: CategoryStore;
  /** Called after a commit that wrote messages. */
  readonly wakeOutbox: () => void;
}

export function createCategoryManagement({
  categories,
  wakeOutbox,
}: CategoryManagementDependencies): CategoryManagement {
  async function requireCategory(id: string, field: string): Promise<void> {
    const [category] = isUuid(id) ? await categories.findMany([id]) : [];
    if (category === undefined) refuse(ErrorCode.NOT_FOUND, 'There is no such category.', field);
  }

  function slug(name: string): string {
    return slugOf(name) || refuse(ErrorCode.INVALID_INPUT, 'The name needs a letter or a digit.', 'name');
  }

  return {
    async create(actor, { name, parentId }) {
      if (parentId !== null) await requireCategory(parentId, 'parentId');
      const category = await categories.insert(
        { id: randomUUID(), name, slug: slug(name), parentId },
        (inserted) => [
          auditRecorded(actor, {
            action: 'CREATE_CATEGORY',
            targetId: inserted.id,
            before: null,
            after: categoryState(inserted),
          }),
        ],
      );
      if (category === null) refuse(ErrorCode.ALREADY_EXISTS, 'There is a category of this name.', 'name');
      wakeOutbox();
      return category;
    },

    async update(actor, { id, version, name, parentId }) {
      await requireCategory(id, 'id');
      if (parentId != null) {
        await requireCategory(parentId, 'parentId');
        const below = await categories.subtreeIds(id);
        if (below.includes(parentId.toLowerCase()))
          refuse(ErrorCode.CATEGORY_CYCLE, 'A category cannot be inside itself.', 'parentId');
      }
      const change = {
        ...(name === undefined ? {} : { name, slug: slug(name) }),
        ...(parentId === undefined ? {} : { parentId }),
      };
      const updated = await categories.update(id, version, change, (after, before) => [
        auditRecorded(actor, {
          action: 'UPDATE_CATEGORY',
          targetId: after.id,
          ...changedProperties(categoryState(before), categoryState(after)),
        }),
      ]);
      if (updated === 'conflict')
        refuse(ErrorCode.VERSION_CONFLICT, 'Somebody changed the category since you read it.', 'version');
      if (updated === 'slug-taken')
        refuse(ErrorCode.ALREADY_EXISTS, 'There is a category of this name.', 'name');
      wakeOutbox();
      return updated;
    },
  };
}
