import type { Reply } from './rubbish-server.js';
import { send, text } from './rubbish-server.js';

/** Replies that are no answers at all, whatever was asked. */
export const BROKEN_REPLIES: Readonly<Record<string, Reply>> = {
  'a text that is not JSON': text('I am a teapot.'),
  'a page of HTML': text('<html><body>Bad gateway</body></html>', 200, { 'content-type': 'text/html' }),
  nothing: text(''),
  'nothing, with status 204': text('', 204),
  'the JSON null': text('null'),
  'a JSON list': text('[]'),
  'a list with an answer in it': text('[{"data":{}}]'),
  'a JSON string': text('"data"'),
  'a JSON number': text('42'),
  'an empty object': text('{}'),
  'an object without data': text('{"extensions":{}}'),
  'data that is a list': text('{"data":[]}'),
  'data that is a string': text('{"data":"data"}'),
  'data that is a number': text('{"data":0}'),
  'data that is true': text('{"data":true}'),
  'data null without errors': text('{"data":null}'),
  'data null with an empty list of errors': text('{"data":null,"errors":[]}'),
  'errors without data': text('{"errors":[{"message":"Broken."}]}'),
  'an error without a message': text('{"errors":[{}]}'),
  'an error whose members are of wrong types': text(
    '{"errors":[{"message":5,"path":"users","locations":{},"extensions":"none"}]}',
  ),
  'an error with a path of rubbish': text('{"errors":[{"message":"m","path":[null,{},[],1.5,-1,"x"]}]}'),
  'an error with a path to an entity that was not sent': text(
    '{"errors":[{"message":"m","path":["_entities",99,"stars"]}],"data":null}',
  ),
  'errors that are an object': text('{"errors":{"message":"Broken."}}'),
  'errors that are a string': text('{"errors":"Broken."}'),
  'errors that are strings': text('{"errors":["Broken."],"data":null}'),
  'errors that are null': text('{"errors":[null],"data":null}'),
  'a thousand errors': text(
    JSON.stringify({
      data: null,
      errors: Array.from({ length: 1000 }, (_, n) => ({ message: `Error ${n}.` })),
    }),
  ),
  'status 500 with a text': text('Internal Server Error', 500, { 'content-type': 'text/plain' }),
  'status 500 with an empty object': text('{}', 500),
  'status 500 with GraphQL errors': text('{"errors":[{"message":"Broken."}]}', 500),
  'status 404': text('Not found', 404),
  'status 401 with GraphQL errors': text('{"errors":[{"message":"Who?","extensions":{"code":"WHO"}}]}', 401),
  'a redirect': text('', 302, { location: 'http://127.0.0.1:1/' }),
  'a redirect to itself': text('', 307, { location: '/' }),
  'half an answer and the end of the connection': (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"data":{"');
    setTimeout(() => response.destroy(), 5);
  },
  'half of a chunked answer and the end of the connection': (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"data":{"');
    setTimeout(() => response.destroy(), 5);
  },
  'half an answer that looks whole': text('{"data":{"_entities":[{"stars":1'),
  'the end of the connection at once': (response) => {
    response.destroy();
  },
  'something that is not HTTP': (response) => {
    response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n\r\n');
  },
  'a status line and then rubbish': (response) => {
    response.socket?.end('HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\n{"data":{}}');
  },
  'a length that is too short': (response) => {
    response.socket?.end(
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5\r\n\r\n{"data":{}}',
    );
  },
  'a chunk with a length of rubbish': (response) => {
    response.socket?.end(
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\n{"data":{}}\r\n0\r\n\r\n',
    );
  },
  'a body that says it is compressed and is not': text('{"data":{}}', 200, { 'content-encoding': 'gzip' }),
  'a body in an encoding that nobody knows': text('{"data":{}}', 200, { 'content-encoding': 'rot13' }),
  'bytes that are not UTF-8': (response) => send(response, Uint8Array.of(0xff, 0xfe, 0x00, 0x80)),
  'JSON that is nested too deeply': text(`{"data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
};
