// What its documentation offers for speed is on; what is no part of the comparison (pages, request ids, logs) is off.
export const gatewayConfig = {
  logging: false,
  graphiql: false,
  landingPage: false,
  requestId: false,
  disableWebsockets: true,
  inboundInflightRequestDeduplication: true,
  propagateHeaders: {
    fromClientToSubgraphs({ request }) {
      const authorization = request.headers.get('authorization');
      return authorization === null ? {} : { authorization };
    },
  },
};
