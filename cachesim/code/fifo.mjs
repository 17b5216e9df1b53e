/**
 * First in, first out: a full cache drops what came in longest ago.
 * @template K, V
 */
export class Cache {
  #capacity;
  /** @type {Map<K, V>} oldest first */
  #entries = new Map();

  /** @param {number} capacity */
  constructor(capacity) {
    this.#capacity = capacity;
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
    if (!this.#entries.has(key) && this.#entries.size >= this.#capacity) takeOldest(this.#entries);
    this.#entries.set(key, value);
  }

  /** @param {K} key */
  delete(key) {
    this.#entries.delete(key);
  }
}
