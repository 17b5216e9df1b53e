/**
 * Least recently used: a full cache drops what was read or written longest ago.
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
    if (!this.#entries.has(key)) return undefined;
    const value = /** @type {V} */ (this.#entries.get(key));
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  /** @param {K} key @param {V} value */
  set(key, value) {
    if (!this.#entries.delete(key) && this.#entries.size >= this.#capacity) takeOldest(this.#entries);
    this.#entries.set(key, value);
  }

  /** @param {K} key */
  delete(key) {
    this.#entries.delete(key);
  }
}
