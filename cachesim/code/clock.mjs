/**
 * CLOCK: first in, first out, but what was used is spared once and goes to the end of the queue.
 * @template K, V
 */
export class Cache {
  #capacity;
  /** @type {Map<K, V>} oldest first */
  #queue = new Map();
  /** @type {Set<K>} */
  #used = new Set();

  /** @param {number} capacity */
  constructor(capacity) {
    this.#capacity = capacity;
  }

  get size() {
    return this.#queue.size;
  }

  /** @param {K} key @returns {V | undefined} */
  get(key) {
    if (!this.#queue.has(key)) return undefined;
    this.#used.add(key);
    return this.#queue.get(key);
  }

  /** @param {K} key @param {V} value */
  set(key, value) {
    if (this.#queue.has(key)) this.#used.add(key);
    else if (this.#queue.size >= this.#capacity) this.#evict();
    this.#queue.set(key, value);
  }

  /** @param {K} key */
  delete(key) {
    this.#queue.delete(key);
    this.#used.delete(key);
  }

  #evict() {
    let [key, value] = takeOldest(this.#queue);
    while (this.#used.delete(key)) {
      this.#queue.set(key, value);
      [key, value] = takeOldest(this.#queue);
    }
  }
}
