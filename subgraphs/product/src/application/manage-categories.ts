import { randomUUID } from 'node:crypto';
import { ErrorCode, isUuid, refuse } from '@techally/subgraph-kit';
import type { Category } from '../domain/category.js';
import { slugOf } from '../domain/category.js';
import type { CategoryStore } from '../ports/category-store.js';

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

/** Changes to the category tree. Each throws a `UserErrorException` for what the input has wrong. */
export interface CategoryManagement {
  create(input: CreateCategory): Promise<Category>;
  update(input: UpdateCategory): Promise<Category>;
}

export function createCategoryManagement(categories: CategoryStore): CategoryManagement {
  async function requireCategory(id: string, field: string): Promise<void> {
    const [category] = isUuid(id) ? await categories.findMany([id]) : [];
    if (category === undefined) refuse(ErrorCode.NOT_FOUND, 'There is no such category.', field);
  }

  function slug(name: string): string {
    return slugOf(name) || refuse(ErrorCode.INVALID_INPUT, 'The name needs a letter or a digit.', 'name');
  }

  return {
    async create({ name, parentId }) {
      if (parentId !== null) await requireCategory(parentId, 'parentId');
      const category = await categories.insert({ id: randomUUID(), name, slug: slug(name), parentId });
      return category ?? refuse(ErrorCode.ALREADY_EXISTS, 'There is a category of this name.', 'name');
    },

    async update({ id, version, name, parentId }) {
      await requireCategory(id, 'id');
      if (parentId != null) {
        await requireCategory(parentId, 'parentId');
        const below = await categories.subtreeIds(id);
        if (below.includes(parentId.toLowerCase()))
          refuse(ErrorCode.CATEGORY_CYCLE, 'A category cannot be inside itself.', 'parentId');
      }
      const updated = await categories.update(id, version, {
        ...(name === undefined ? {} : { name, slug: slug(name) }),
        ...(parentId === undefined ? {} : { parentId }),
      });
      if (updated === 'conflict')
        refuse(ErrorCode.VERSION_CONFLICT, 'Somebody changed the category since you read it.', 'version');
      if (updated === 'slug-taken')
        refuse(ErrorCode.ALREADY_EXISTS, 'There is a category of this name.', 'name');
      return updated;
    },
  };
}
