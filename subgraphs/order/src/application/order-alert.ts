/** Told of an order that needs somebody. */
export type OrderAlert = (alert: { readonly orderId: string; readonly problem: string }) => void;
