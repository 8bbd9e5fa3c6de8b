import { LuaScript } from './lua-script.js';

/** The server's clock, unless the caller pins one: one clock for all processes, so that they mean the same windows. */
const READ_CLOCK = `
local now = tonumber(ARGV[1])
if now == nil then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end`;

/**
 * Grants as many of the takes that are asked for as there is room for. A key holds the start of its window and the takes
 * granted in it; it lives for a window's length after the last one.
 *
 * Arguments: now or nothing; then per key: limit, length of the window, takes asked for.
 * Reply: now; then per key: the window's start, takes granted before.
 */
export const TAKE = new LuaScript(`${READ_CLOCK}
local reply = { now }
for index, key in ipairs(KEYS) do
  local limit = tonumber(ARGV[3 * index - 1])
  local length = tonumber(ARGV[3 * index])
  local asked = tonumber(ARGV[3 * index + 1])
  local start = now - now % length
  local used = 0
  local state = redis.call('GET', key)
  if state then
    local known, count = string.match(state, '^(%d+) (%d+)$')
    if tonumber(known) >= start then
      start = tonumber(known)
      used = tonumber(count)
    end
  end
  local granted = math.min(asked, limit - used)
  if granted > 0 then
    redis.call('SET', key, string.format('%.0f %.0f', start, used + granted), 'PX', length)
  end
  reply[2 * index] = start
  reply[2 * index + 1] = used
end
return reply`);

/**
 * Charges and settles buckets, in the order in which it was asked for. A key holds its tokens and when that was; it is
 * deleted when the bucket is full, and lives no longer than it takes to fill.
 *
 * Arguments: now or nothing; then per key: capacity, refill, number of changes; and per change: "charge" or "settle", amount.
 * Reply: per change: 1 when it was allowed, else 0; the tokens left, as text, since replies have no fractions.
 */
export const CHARGE = new LuaScript(`${READ_CLOCK}
local reply = {}
local at = 2
for _, key in ipairs(KEYS) do
  local capacity = tonumber(ARGV[at])
  local refill = tonumber(ARGV[at + 1])
  local changes = tonumber(ARGV[at + 2])
  at = at + 3
  local tokens = capacity
  local seen = now
  local state = redis.call('GET', key)
  if state then
    local known, moment = string.match(state, '^(%S+) (%S+)$')
    seen = tonumber(moment)
    tokens = math.min(capacity, tonumber(known) + math.max(0, now - seen) * refill)
    seen = math.max(now, seen)
  end
  for _ = 1, changes do
    local amount = tonumber(ARGV[at + 1])
    local allowed = 1
    if ARGV[at] == 'settle' then
      tokens = math.max(-capacity, math.min(capacity, tokens - amount))
    elseif amount <= tokens then
      tokens = tokens - amount
    else
      allowed = 0
    end
    reply[#reply + 1] = allowed
    reply[#reply + 1] = string.format('%.17g', tokens)
    at = at + 2
  end
  if tokens < capacity then
    local life = math.ceil(math.min((capacity - tokens) / refill, 1e12)) + 1
    redis.call('SET', key, string.format('%.17g %.17g', tokens, seen), 'PX', string.format('%.0f', life))
  elseif state then
    redis.call('DEL', key)
  end
end
return reply`);
