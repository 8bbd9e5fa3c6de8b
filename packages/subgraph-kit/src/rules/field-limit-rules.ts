import { MemoryRateLimitStore } from '@techally/rate-limit';
import type { ServiceDependencies } from '../service/service.js';
import type { ShieldRule } from './access-rules.js';
import type { FieldLimitRuleOptions } from './field-limit-rule.js';
import { fieldLimitRule } from './field-limit-rule.js';
import type { FieldLimits } from './field-limits.js';
import { DEFAULT_FIELD_LIMITS } from './field-limits.js';

/** Makes the rules for the limits of a service's fields, as its dependencies say. */
export function fieldLimitRules({
  fieldLimits = DEFAULT_FIELD_LIMITS,
  limitStore: store = new MemoryRateLimitStore(),
}: Pick<ServiceDependencies, 'fieldLimits' | 'limitStore'>) {
  return (field: keyof FieldLimits, by: FieldLimitRuleOptions['by']): ShieldRule =>
    fieldLimitRule({ field, limit: fieldLimits[field], by, store });
}
