export {
  hasElasticsearch,
  startTestElasticsearch,
  type TestElasticsearch,
} from './start-test-elasticsearch.js';
export { freePort } from './free-port.js';
export { requiredPart } from './required-part.js';
export { serveHttp, type ServedHttp } from './serve-http.js';
export { hasRedis, startTestRedis, type TestRedis } from './start-test-redis.js';
export { hasRabbitMq, startTestRabbitMq, type TestRabbitMq } from './start-test-rabbitmq.js';
export { hasStripeMock, startTestStripeMock, type TestStripeMock } from './start-test-stripe-mock.js';
