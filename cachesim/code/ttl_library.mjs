/**
 * Time to live, by @isaacs/ttlcache: entries go `ttl` seconds after they were written, the oldest first when full.
 * @template K, V
 */
export class Cache {
  /** @type {TTLCache<K, V>} */
  #entries;

  /** @param {number} capacity @param {number} ttl seconds, to the millisecond */
  constructor(capacity, ttl) {
    const milliseconds = Math.max(1, Math.round(1000 * ttl));
    this.#entries = new TTLCache({ max: capacity, ttl: milliseconds, checkAgeOnGet: true });
  }

  get size() {
    this.#entries.purgeStale();
    return this.#entries.size;
  }

  /** @param {K} key @returns {V | undefined} */
  get(key) {
    return this.#entries.get(key);
  }

  /** @param {K} key @param {V} value */
  set(key, value) {
    this.#entries.purgeStale();
    this.#entries.set(key, value);
  }

  /** @param {K} key */
  delete(key) {
    this.#entries.delete(key);
  }
}
