/**
 * Least frequently used: a full cache drops what was used least often, and of those what was used longest ago.
 * @template K, V
 */
export class Cache {
  #capacity;
  /** @type {Map<K, number>} */
  #uses = new Map();
  /** @type {Map<number, Map<K, V>>} by uses; oldest first */
  #buckets = new Map();
  #least = 1;

  /** @param {number} capacity */
  constructor(capacity) {
    this.#capacity = capacity;
  }

  get size() {
    return this.#uses.size;
  }

  /** @param {K} key @returns {V | undefined} */
  get(key) {
    const uses = this.#uses.get(key);
    if (uses === undefined) return undefined;
    const value = this.#take(key, uses);
    this.#put(key, value, uses + 1);
    return value;
  }

  /** @param {K} key @param {V} value */
  set(key, value) {
    const uses = this.#uses.get(key);
    if (uses !== undefined) {
      this.#take(key, uses);
      this.#put(key, value, uses + 1);
      return;
    }
    if (this.#uses.size >= this.#capacity) this.#evict();
    this.#put(key, value, 1);
    this.#least = 1;
  }

  /** @param {K} key */
  delete(key) {
    const uses = this.#uses.get(key);
    if (uses === undefined) return;
    this.#take(key, uses);
    this.#uses.delete(key);
  }

  #put(key, value, uses) {
    this.#uses.set(key, uses);
    const bucket = this.#buckets.get(uses);
    if (bucket) bucket.set(key, value);
    else this.#buckets.set(uses, new Map([[key, value]]));
  }

  #take(key, uses) {
    const bucket = /** @type {Map<K, V>} */ (this.#buckets.get(uses));
    const value = bucket.get(key);
    bucket.delete(key);
    if (!bucket.size) this.#buckets.delete(uses);
    return value;
  }

  #evict() {
    if (!this.#buckets.has(this.#least)) {
      this.#least = Infinity;
      for (const uses of this.#buckets.keys()) this.#least = Math.min(this.#least, uses);
    }
    const bucket = /** @type {Map<K, V>} */ (this.#buckets.get(this.#least));
    const [key] = takeOldest(bucket);
    if (!bucket.size) this.#buckets.delete(this.#least);
    this.#uses.delete(key);
  }
}
