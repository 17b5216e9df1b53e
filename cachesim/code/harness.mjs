// @ts-check
/*
 * @TITLE@
 *
 * @FACTS@
 *
 * Made by weir @VERSION@.  As a program it tests itself: a slice of the trace must hit as often as in weir's
 * simulator.
 */
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
@IMPORTS@
export const CAPACITY = @CAPACITY@;@CONSTANTS@

@CLASS@
/** An empty cache as weir advises it. */
export function newCache() {
  return @NEW@;
}

/**
 * load(key) through a cache of its own; requests for a key that is being loaded wait for it.
 * @template K, V
 * @param {(key: K) => Promise<V> | V} load
 * @returns {(key: K) => Promise<V>}
 */
export function cached(load) {
  const cache = newCache();
  /** @type {Map<K, Promise<V>>} */
  const loading = new Map();

  return async (key) => {
    const found = cache.get(key);
    if (found) return found.value;
    let coming = loading.get(key);
    if (!coming) {
      coming = Promise.resolve(key).then(load).then((value) => {
        cache.set(key, { value });
        return value;
      }).finally(() => loading.delete(key));
      loading.set(key, coming);
    }
    return coming;
  };
}

// A slice of the trace: keys in base 36; "=" before one writes, "-" deletes@TIMES@.
const REQUESTS = `
@REQUESTS@
`;

// @ROW@, and how often the slice hits then.
const EXPECTED = [
@EXPECTED@
];

/** @param {number} capacity @param {number} ttl */
function replay(capacity, ttl) {
  let now = 0;
  const cache = @TEST@;
  let hits = 0;

  for (const request of REQUESTS.trim().split(/\s+/)) {
    const [key, later] = request.replace(/^[=-]/, "").split("@");
    now += Number(later ?? 0);
    if (request[0] === "=") cache.set(key, true);
    else if (request[0] === "-") cache.delete(key);
    else if (cache.get(key)) hits++;
    else cache.set(key, true);
  }
  return hits;
}

export function selfTest() {
  let passed = true;

  for (const [capacity, ttl, expected] of EXPECTED) {
    const hits = replay(capacity, ttl);
    passed &&= hits === expected;
    console.log(`capacity ${capacity}: ${hits} hits, ${expected} expected: ${hits === expected ? "ok" : "WRONG"}`);
  }
  return passed;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = selfTest() ? 0 : 1;
}
