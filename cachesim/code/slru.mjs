/**
 * Segmented LRU: four segments, an entry rises by one per use, and what a full segment pushes out falls by one.
 * @template K, V
 */
export class Cache {
  #capacity;
  #limits;
  /** @type {Map<K, V>[]} lowest first; each oldest first */
  #segments = [new Map(), new Map(), new Map(), new Map()];
  /** @type {Map<K, number>} */
  #level = new Map();

  /** @param {number} capacity */
  constructor(capacity) {
    const quarter = Math.floor(capacity / 4);
    this.#capacity = capacity;
    this.#limits = [capacity - 3 * quarter, quarter, quarter, quarter];
  }

  get size() {
    return this.#level.size;
  }

  /** @param {K} key @returns {V | undefined} */
  get(key) {
    const level = this.#level.get(key);
    if (level === undefined) return undefined;
    const value = /** @type {V} */ (this.#segments[level].get(key));
    this.#rise(key, value, level);
    return value;
  }

  /** @param {K} key @param {V} value */
  set(key, value) {
    const level = this.#level.get(key);
    if (level !== undefined) {
      this.#rise(key, value, level);
      return;
    }
    if (this.#level.size >= this.#capacity) this.#evict();
    const free = this.#segments.findIndex((segment, i) => segment.size < this.#limits[i]);
    this.#put(key, value, Math.max(free, 0));
  }

  /** @param {K} key */
  delete(key) {
    const level = this.#level.get(key);
    if (level === undefined) return;
    this.#segments[level].delete(key);
    this.#level.delete(key);
  }

  #put(key, value, level) {
    this.#segments[level].set(key, value);
    this.#level.set(key, level);
  }

  #rise(key, value, level) {
    this.#segments[level].delete(key);
    if (level < 3 && this.#limits[level + 1] > 0) level++;
    this.#put(key, value, level);
    for (; level > 0; level--) {
      while (this.#segments[level].size > this.#limits[level]) {
        const [fallen, itsValue] = takeOldest(this.#segments[level]);
        this.#put(fallen, itsValue, level - 1);
      }
    }
  }

  #evict() {
    const lowest = /** @type {Map<K, V>} */ (this.#segments.find((segment) => segment.size));
    const [key] = takeOldest(lowest);
    this.#level.delete(key);
  }
}
