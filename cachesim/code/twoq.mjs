/**
 * 2Q: newcomers wait in a queue; who is asked for again after it left comes into the main part, LRU.
 * @template K, V
 */
export class Cache {
  #capacity;
  #newLimit;
  #goneLimit;
  /** @type {Map<K, V>} oldest first, as all of them */
  #new = new Map();
  /** @type {Map<K, V>} */
  #main = new Map();
  /** @type {Set<K>} keys that left the queue */
  #gone = new Set();

  /** @param {number} capacity */
  constructor(capacity) {
    this.#capacity = capacity;
    this.#newLimit = Math.floor(capacity / 4);
    this.#goneLimit = Math.floor(capacity / 2);
  }

  get size() {
    return this.#new.size + this.#main.size;
  }

  /** @param {K} key @returns {V | undefined} */
  get(key) {
    if (!this.#main.has(key)) return this.#new.get(key);
    const value = /** @type {V} */ (this.#main.get(key));
    this.#main.delete(key);
    this.#main.set(key, value);
    return value;
  }

  /** @param {K} key @param {V} value */
  set(key, value) {
    if (this.#new.has(key)) {
      this.#new.set(key, value);
    } else if (this.#main.delete(key)) {
      this.#main.set(key, value);
    } else {
      const target = this.#gone.delete(key) ? this.#main : this.#new;
      if (this.size >= this.#capacity) this.#evict();
      target.set(key, value);
    }
  }

  /** @param {K} key */
  delete(key) {
    this.#new.delete(key);
    this.#main.delete(key);
    this.#gone.delete(key);
  }

  #evict() {
    if (this.#new.size <= this.#newLimit && this.#main.size) {
      takeOldest(this.#main);
      return;
    }
    const [key] = takeOldest(this.#new);
    if (!this.#goneLimit) return;
    if (this.#gone.size >= this.#goneLimit) takeOldest(this.#gone);
    this.#gone.add(key);
  }
}
