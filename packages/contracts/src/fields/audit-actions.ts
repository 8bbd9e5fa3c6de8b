/** What administrators can do, and the kind of thing that each is done to. One for each privileged mutation, or more. */
export const AUDIT_ACTIONS = {
  SET_USER_ROLE: { target: 'User', description: 'Gave an account another role.' },
  SET_USER_TIER: { target: 'User', description: 'Gave an account another tier.' },
  LOCK_USER: { target: 'User', description: 'Locked an account.' },
  UNLOCK_USER: { target: 'User', description: 'Unlocked an account.' },
  CREATE_API_KEY: { target: 'ApiKey', description: 'Made an API key.' },
  REVOKE_API_KEY: { target: 'ApiKey', description: 'Revoked an API key.' },
  REVOKE_TOKEN: { target: 'Session', description: "Revoked a token of somebody else's." },
  CREATE_PRODUCT: { target: 'Product', description: 'Added a product to the catalogue.' },
  UPDATE_PRODUCT: { target: 'Product', description: 'Changed a product.' },
  ARCHIVE_PRODUCT: { target: 'Product', description: 'Took a product out of the catalogue.' },
  CREATE_CATEGORY: { target: 'Category', description: 'Added a category.' },
  UPDATE_CATEGORY: { target: 'Category', description: 'Renamed or moved a category.' },
  MODERATE_REVIEW: { target: 'Review', description: 'Showed or hid a review.' },
  CREATE_SHIPMENT: { target: 'Shipment', description: 'Reported that a parcel has left.' },
  UPDATE_SHIPMENT: { target: 'Shipment', description: 'Reported news of a parcel.' },
  RETURN_SHIPMENT: { target: 'Shipment', description: 'Reported that a parcel came back.' },
  RETRY_SAGA: { target: 'Saga', description: 'Resumed the processing of an order.' },
  COMPENSATE_SAGA: { target: 'Saga', description: 'Had the parked processing of an order undone.' },
  REFUND_PAYMENT: { target: 'Payment', description: 'Gave money of a payment back.' },
  ADJUST_STOCK: { target: 'StockItem', description: 'Adjusted the stock of a product.' },
  RESEND_NOTIFICATION: { target: 'Notification', description: 'Sent a notification once more.' },
  REDRIVE_DEAD_LETTER: {
    target: 'DeadLetter',
    description: 'Gave a failed message to its consumer once more.',
  },
  DISCARD_DEAD_LETTER: { target: 'DeadLetter', description: 'Deleted a failed message for good.' },
} as const satisfies Readonly<Record<string, { readonly target: string; readonly description: string }>>;

export type AuditAction = keyof typeof AUDIT_ACTIONS;
export type AuditTarget = (typeof AUDIT_ACTIONS)[AuditAction]['target'];
