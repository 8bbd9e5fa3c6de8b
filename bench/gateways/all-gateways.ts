import { apolloGateway } from './apollo-gateway/apollo-gateway.ts';
import { bareHttp } from './bare-http/bare-http.ts';
import type { Gateway } from './gateway.ts';
import { hiveGateway, hiveGatewayRustPlanner } from './hive-gateway/hive-gateway.ts';
import { createHiveRouterRust } from './hive-router-rust/hive-router-rust.ts';
import { ours } from './ours/ours.ts';

/**
 * All that can be compared, in the order of the report.
 *
 * @param hiveRouterBin the binary of Hive Router, which no npm package brings; it takes part when it is named.
 */
export function allGateways(hiveRouterBin: string | undefined): readonly Gateway[] {
  return [
    ours,
    ...(hiveRouterBin === undefined ? [] : [createHiveRouterRust(hiveRouterBin)]),
    hiveGatewayRustPlanner,
    hiveGateway,
    apolloGateway,
    bareHttp,
  ];
}
