import type { MessageByType } from '@techally/contracts';
import { EventHandler } from '@techally/messaging';
import type { ProcessPayment } from '../application/process-payment.js';
import type { RefundOrder } from '../application/refund-order.js';

/** What the payment domain does about each message. Each takes care of duplicates itself, in transactions of its own. */
export class MessageHandlers {
  constructor(
    private readonly processPayment: ProcessPayment,
    private readonly refundOrder: RefundOrder,
  ) {}

  @EventHandler('ProcessPayment')
  async charge(message: MessageByType<'ProcessPayment'>): Promise<void> {
    await this.processPayment(message);
  }

  @EventHandler('RefundPayment')
  async refund(message: MessageByType<'RefundPayment'>): Promise<void> {
    await this.refundOrder(message);
  }
}
