import { LuaScript } from './lua-script.js';

/**
 * Counts takes of windows and changes buckets, in one call for all that is asked at a time.
 *
 * A window's key holds its start and the takes granted in it; it lives for a window's length after the last one. As many of
 * the takes that are asked for are granted as there is room for.
 *
 * A bucket's key holds its tokens and when that was; it is deleted when the bucket is full, and lives no longer than it
 * takes to fill. Changes are made in the order in which they were asked for.
 *
 * Keys: those of windows, then those of buckets.
 * Arguments: now, or nothing for the server's clock, which is one for all processes, so that they mean the same windows;
 * number of windows; per window: limit, length, takes asked for; per bucket: capacity, refill, number of changes, and per
 * change: "charge" or "settle", amount.
 * Reply: now; per window: its start, takes granted before; per change of a bucket: 1 when it was allowed, else 0; the tokens
 * left, as text, since replies have no fractions.
 */
export const COUNT = new LuaScript(`
local now = tonumber(ARGV[1])
if now == nil then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local reply = { now }
local windows = tonumber(ARGV[2])
local at = 3

for index = 1, windows do
  local key = KEYS[index]
  local limit = tonumber(ARGV[at])
  local length = tonumber(ARGV[at + 1])
  local asked = tonumber(ARGV[at + 2])
  at = at + 3
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
  reply[#reply + 1] = start
  reply[#reply + 1] = used
end

for index = windows + 1, #KEYS do
  local key = KEYS[index]
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
