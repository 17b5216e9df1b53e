/**
 * Least recently used, by lru-cache.
 * @template {{}} K
 * @template {{}} V
 */
export class Cache {
  /** @type {LRUCache<K, V>} */
  #entries;

  /** @param {number} capacity */
  constructor(capacity) {
    this.#entries = new LRUCache({ max: capacity });
  }

  get size() {
    return this.#entries.size;
  }

  /** @param {K} key @returns {V | undefined} */
  get(key) {
    return this.#entries.get(key);
  }

  /** @param {K} key @param {V} value */
  set(key, value) {
    this.#entries.set(key, value);
  }

  /** @param {K} key */
  delete(key) {
    this.#entries.delete(key);
  }
}
