/**
 * Time to live: an entry is gone `ttl` seconds after it was written; a full cache drops the oldest.
 * @template K, V
 */
export class Cache {
  #capacity;
  #ttl;
  #clock;
  /** @type {Map<K, {value: V, since: number}>} oldest first */
  #entries = new Map();

  /** @param {number} capacity @param {number} ttl seconds @param {() => number} clock seconds, any origin */
  constructor(capacity, ttl, clock = () => performance.now() / 1000) {
    this.#capacity = capacity;
    this.#ttl = ttl;
    this.#clock = clock;
  }

  get size() {
    this.#expire();
    return this.#entries.size;
  }

  /** @param {K} key @returns {V | undefined} */
  get(key) {
    this.#expire();
    return this.#entries.get(key)?.value;
  }

  /** @param {K} key @param {V} value */
  set(key, value) {
    this.#expire();
    this.#entries.delete(key);
    if (this.#entries.size >= this.#capacity) takeOldest(this.#entries);
    this.#entries.set(key, { value, since: this.#clock() });
  }

  /** @param {K} key */
  delete(key) {
    this.#entries.delete(key);
  }

  #expire() {
    const now = this.#clock();
    for (const [key, { since }] of this.#entries) {
      if (now - since < this.#ttl) return;
      this.#entries.delete(key);
    }
  }
}
