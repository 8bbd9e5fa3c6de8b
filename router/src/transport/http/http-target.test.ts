import { describe, expect, it } from 'vitest';
import { parseHttpTarget } from './http-target.js';

describe('parseHttpTarget', () => {
  it.each([
    [
      'http://a.b',
      { origin: 'http://a.b', hostname: 'a.b', port: 80, authority: 'a.b', path: '/', isSecure: false },
    ],
    [
      'https://a.b:8443/x?y#z',
      { hostname: 'a.b', port: 8443, authority: 'a.b:8443', path: '/x?y', isSecure: true },
    ],
    ['HTTPS://A.B:443', { origin: 'https://a.b', port: 443, authority: 'a.b' }],
    ['http://[2001:db8::1]:81/', { hostname: '2001:db8::1', port: 81, authority: '[2001:db8::1]:81' }],
    ['http://a.b/ü x', { path: '/%C3%BC%20x' }],
    ['http://a.b/x\r\ny', { path: '/xy' }],
    ['http://u:p@a.b', { origin: 'http://a.b', authority: 'a.b', authorization: `Basic ${btoa('u:p')}` }],
    ['http://%zz@a.b', { authorization: `Basic ${btoa('%zz:')}` }],
  ])('reads %j', (url, expected) => {
    expect(parseHttpTarget(url)).toMatchObject(expected);
  });

  it.each([
    '',
    'users',
    '/graphql',
    'ftp://a.b',
    'file:///etc/passwd',
    'http://',
    'http://a b',
    'http://a:99999',
  ])('does not take %j', (url) => {
    expect(parseHttpTarget(url)).toBeUndefined();
  });

  it.each([
    ['http://localhost:1', true],
    ['http://a.localhost', true],
    ['http://127.0.0.1', true],
    ['http://127.9.9.9', true],
    ['http://[::1]', true],
    ['http://127.example.com', false],
    ['http://10.0.0.1', false],
    ['http://[2001:db8::1]', false],
  ])('knows whether %s is this machine: %s', (url, expected) => {
    expect(parseHttpTarget(url)?.isLoopback).toBe(expected);
  });
});
