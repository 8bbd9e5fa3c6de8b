import { runService } from '@techally/subgraph-kit';
import { createNotificationService } from './create-service.js';
import { parseDeliverySettings } from './parse-delivery-settings.js';
import { parseShopUrl } from './parse-shop-url.js';

await runService({
  name: 'notification',
  env: process.env,
  create: async (dependencies) => {
    const shopUrl = parseShopUrl(process.env);
    return createNotificationService({
      ...dependencies,
      delivery: parseDeliverySettings(process.env),
      ...(shopUrl === null ? {} : { shopUrl }),
    });
  },
});
