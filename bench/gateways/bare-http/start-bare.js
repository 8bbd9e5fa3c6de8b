// JavaScript, as the other gateways' processes run. Arguments: <file with the answer> <port>.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [answerPath, port] = process.argv.slice(2);
const answer = readFileSync(answerPath);

createServer((request, response) => {
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': answer.length,
  });
  response.end(answer);
}).listen(Number(port), '127.0.0.1');
