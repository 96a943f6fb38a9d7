/**
 * What is done in Redis at once. All that budgets go by is one hash, the book: it is lost whole or not at all (eviction, FLUSHALL, a restart without
 * persistence), and a loss shows by its generation. Lua of Redis >= 6; every amount is a whole number below 2^53, which Lua keeps exactly.
 *
 * Fields: `generation`, `version` and `policy` (JSON), `salt`; `c:KEY` a counter, "spent money, spent tokens, held money, held tokens, end of window";
 * `h:ID` a hold, JSON; `r:ID` a hold whose runtime was taken for dead and that was charged; `x:ID` an attempt that may never be admitted any more;
 * `leases` until when each runtime is taken to live; `a:NAME` an alert that was told.
 */

export interface Script {
  readonly name: string;
  readonly lua: string;
}

const COMMON = `
local book = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function lost()
  return redis.call('HGET', book, 'generation') ~= ARGV[1]
end
local function counter(key)
  local text = redis.call('HGET', book, 'c:' .. key)
  local c = {}
  if text then
    for number in string.gmatch(text, '%S+') do c[#c + 1] = tonumber(number) end
  else
    c = {0, 0, 0, 0, 0}
  end
  return c
end
local function keep(key, c)
  redis.call('HSET', book, 'c:' .. key, string.format('%.0f %.0f %.0f %.0f %.0f', c[1], c[2], c[3], c[4], c[5]))
end
local function live(runtime, milliseconds)
  local leases = cjson.decode(redis.call('HGET', book, 'leases') or '{}')
  leases[runtime] = string.format('%.0f', now + milliseconds)
  redis.call('HSET', book, 'leases', cjson.encode(leases))
end
local function tell(reply, key, c)
  reply[#reply + 1] = key
  for i = 1, 4 do reply[#reply + 1] = string.format('%.0f', c[i]) end
end
`;

/** generation, salt, time zone -> generation, salt, version, policy, now. Makes the book where there is none, unless the generation is ''. */
export const OPEN: Script = {
  name: 'open',
  lua: `${COMMON}
local generation = redis.call('HGET', book, 'generation')
if not generation then
  if ARGV[1] == '' then return {'lost', now} end
  generation = ARGV[1]
  redis.call('HSET', book, 'generation', generation, 'salt', ARGV[2], 'version', '0', 'policy', ARGV[3])
end
local fields = redis.call('HMGET', book, 'salt', 'version', 'policy')
return {'open', now, generation, fields[1], fields[2], fields[3]}
`,
};

/** generation, version that was read, policy. */
export const CHANGE_POLICY: Script = {
  name: 'changePolicy',
  lua: `${COMMON}
if lost() then return {'lost', now} end
if redis.call('HGET', book, 'version') ~= ARGV[2] then return {'changed', now} end
redis.call('HSET', book, 'policy', ARGV[3])
redis.call('HINCRBY', book, 'version', 1)
return {'ok', now}
`,
};

/**
 * generation, version, id, runtime, money or '', tokens or '', 'refuse' or 'allow', milliseconds of a lease, then for each limit that covers the call: key, first instant,
 * first-not instant or '', limit of money or '', of tokens or ''. Reserves in all or in none; answers with every counter as it stood. Done twice with one id it
 * reserves once.
 */
export const ADMIT: Script = {
  name: 'admit',
  lua: `${COMMON}
if lost() then return {'lost', now} end
if redis.call('HGET', book, 'version') ~= ARGV[2] then return {'policy', now} end
local id = ARGV[3]
if redis.call('HEXISTS', book, 'x:' .. id) == 1 then return {'released', now} end
if redis.call('HEXISTS', book, 'h:' .. id) == 1 then return {'ok', now} end
local asked = {tonumber(ARGV[5]), tonumber(ARGV[6])}
local verdict = 'ok'
local reply = {verdict, now}
local keys = {}
local counters = {}
for i = 9, #ARGV, 5 do
  local from = tonumber(ARGV[i + 1])
  local till = tonumber(ARGV[i + 2])
  if now < from or (till and now >= till) then return {'clock', now} end
  local c = counter(ARGV[i])
  c[5] = till or 0
  for unit = 1, 2 do
    local limit = tonumber(ARGV[i + 2 + unit])
    if limit then
      if not asked[unit] then
        if ARGV[7] == 'refuse' then verdict = 'no' end
      elseif asked[unit] > 0 and asked[unit] > limit - c[unit] - c[unit + 2] then
        verdict = 'no'
      end
    end
  end
  keys[#keys + 1] = ARGV[i]
  counters[#counters + 1] = c
  tell(reply, ARGV[i], c)
end
reply[1] = verdict
if verdict == 'ok' and #keys > 0 then
  for i, c in ipairs(counters) do
    c[3] = c[3] + (asked[1] or 0)
    c[4] = c[4] + (asked[2] or 0)
    keep(keys[i], c)
  end
  -- Taken for dead before: it is not, and what it holds must be found should it die.
  if not string.find(redis.call('HGET', book, 'leases') or '', ARGV[4], 1, true) then live(ARGV[4], tonumber(ARGV[8])) end
  redis.call('HSET', book, 'h:' .. id, cjson.encode({r = ARGV[4], m = ARGV[5], t = ARGV[6], e = keys}))
end
return reply
`,
};

/**
 * generation, id, money, tokens, 'for good' or '': replaces the hold by what was spent, and answers with every counter it is in. For good: the id is
 * never admitted any more, whatever is still on its way.
 */
export const SETTLE: Script = {
  name: 'settle',
  lua: `${COMMON}
if lost() then return {'lost', now} end
local id = ARGV[2]
if ARGV[5] ~= '' then redis.call('HSET', book, 'x:' .. id, string.format('%.0f', now)) end
local name = 'h:' .. id
local text = redis.call('HGET', book, name)
local released = 2
if not text then
  name = 'r:' .. id
  text = redis.call('HGET', book, name)
  text = text and string.match(text, '^%d+ (.*)$')
  released = 0
end
local reply = {'ok', now}
if not text then return reply end
local hold = cjson.decode(text)
local held = {tonumber(hold.m) or 0, tonumber(hold.t) or 0}
local spent = {tonumber(ARGV[3]), tonumber(ARGV[4])}
for _, key in ipairs(hold.e) do
  local c = counter(key)
  for unit = 1, 2 do
    c[unit + released] = c[unit + released] - held[unit]
    c[unit] = c[unit] + spent[unit]
  end
  keep(key, c)
  tell(reply, key, c)
end
redis.call('HDEL', book, name)
return reply
`,
};

/** generation, money, tokens, then key and first-not instant or '' of each limit: spent without a hold before. */
export const CHARGE: Script = {
  name: 'charge',
  lua: `${COMMON}
if lost() then return {'lost', now} end
local reply = {'ok', now}
for i = 4, #ARGV, 2 do
  local c = counter(ARGV[i])
  c[1] = c[1] + tonumber(ARGV[2])
  c[2] = c[2] + tonumber(ARGV[3])
  c[5] = tonumber(ARGV[i + 1]) or 0
  keep(ARGV[i], c)
  tell(reply, ARGV[i], c)
end
return reply
`,
};

/**
 * generation, runtime, milliseconds a lease lasts, milliseconds that what is past is kept, milliseconds between cleanings. Renews the lease of this
 * runtime, or gives it up where it lasts no time, charges the holds of those whose lease has run out, and from time to time clears away what is long past.
 * Answers with the version and the number of holds charged.
 */
export const ROUND: Script = {
  name: 'round',
  lua: `${COMMON}
if lost() then return {'lost', now} end
local leases = cjson.decode(redis.call('HGET', book, 'leases') or '{}')
local someDied = false
for runtime, till in pairs(leases) do
  if tonumber(till) < now then
    leases[runtime] = nil
    someDied = true
  end
end
if tonumber(ARGV[3]) == 0 then
  leases[ARGV[2]] = nil
  someDied = true
end
redis.call('HSET', book, 'leases', cjson.encode(leases))
if tonumber(ARGV[3]) > 0 then
  live(ARGV[2], tonumber(ARGV[3]))
  leases[ARGV[2]] = 'now'
end
local cleaning = now - (tonumber(redis.call('HGET', book, 'cleaned')) or 0) > tonumber(ARGV[5])
local charged = 0
if not someDied and not cleaning then return {'ok', now, redis.call('HGET', book, 'version'), charged} end
if cleaning then redis.call('HSET', book, 'cleaned', string.format('%.0f', now)) end
local past = now - ARGV[4]
local all = redis.call('HGETALL', book)
for i = 1, #all, 2 do
  local kind = string.sub(all[i], 1, 2)
  local rest = string.sub(all[i], 3)
  if kind == 'h:' then
    local hold = cjson.decode(all[i + 1])
    if not leases[hold.r] then
      charged = charged + 1
      for _, key in ipairs(hold.e) do
        local c = counter(key)
        local held = {tonumber(hold.m) or 0, tonumber(hold.t) or 0}
        for unit = 1, 2 do
          c[unit] = c[unit] + held[unit]
          c[unit + 2] = c[unit + 2] - held[unit]
        end
        keep(key, c)
      end
      redis.call('HDEL', book, all[i])
      redis.call('HSET', book, 'r:' .. rest, string.format('%.0f ', now) .. all[i + 1])
    end
  elseif kind == 'x:' or kind == 'a:' or kind == 'r:' then
    if tonumber(string.match(all[i + 1], '^%d+')) < past then redis.call('HDEL', book, all[i]) end
  end
end
for i = 1, #all, 2 do
  if cleaning and string.sub(all[i], 1, 2) == 'c:' then
    local c = counter(string.sub(all[i], 3))
    if c[5] > 0 and c[5] < past and c[3] == 0 and c[4] == 0 then redis.call('HDEL', book, all[i]) end
  end
end
return {'ok', now, redis.call('HGET', book, 'version'), charged}
`,
};

/** generation, name: 1 for the first who tells. */
export const TELL_ALERT: Script = {
  name: 'tellAlert',
  lua: `${COMMON}
if lost() then return {'lost', now} end
return {'ok', now, redis.call('HSETNX', book, 'a:' .. ARGV[2], string.format('%.0f', now))}
`,
};

/** generation -> every counter. */
export const COUNTERS: Script = {
  name: 'counters',
  lua: `${COMMON}
if lost() then return {'lost', now} end
local reply = {'ok', now}
local all = redis.call('HGETALL', book)
for i = 1, #all, 2 do
  if string.sub(all[i], 1, 2) == 'c:' then
    local key = string.sub(all[i], 3)
    tell(reply, key, counter(key))
  end
end
return reply
`,
};
